"""Scripts of the edition 2009.12: the world as it was before China's export quotas were cut."""
