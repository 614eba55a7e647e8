"""Write the answer of a saved result between the markers of the README, so nobody types it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- answer: written by docs/write_answer.py -->"
END = "<!-- end of answer -->"


def block(result: Path) -> str:
    """The answer of a result as a quotation, with what it was computed from."""
    from backfire.answers import read_answer

    found = read_answer(result)
    asked = found.provenance
    quoted = "\n>\n".join(f"> {sentence}" for sentence in found.sentences)
    made_from = (
        f"Scenario `{asked.scenario_name}`, {found.draws} draws, seed {asked.seed}; "
        f"edition {asked.edition} (`{asked.edition_checksum[:12]}`), "
        f"parameters `{asked.parameters}`."
    )
    return f"{quoted}\n\n{made_from}"


def replaced(text: str, answer: str) -> str:
    """Put an answer between the markers.

    Raises
    ------
    ValueError
        If the markers are missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        msg = f"README.md: must hold {BEGIN!r} and {END!r}"
        raise ValueError(msg)
    return f"{before}{BEGIN}\n{answer}\n{END}{after}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("result", type=Path, help="a .nc file written by backfire")
    arguments = parser.parse_args()
    text = README.read_text(encoding="utf-8")
    README.write_text(replaced(text, block(arguments.result)), encoding="utf-8")
    print("wrote the answer into README.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
