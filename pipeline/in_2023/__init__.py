"""Scripts of the edition 2023.06: gallium and germanium before China's licences of August 2023."""
