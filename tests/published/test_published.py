"""Numbers that others have published, or that follow from a formula, reproduced one file each.

A case gives its reference (a key of docs/references.bib) or its derivation, how far the number can
be trusted, the inputs, the quantity, and the value with a tolerance and why that tolerance; or a
range where only a range is known.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.published.published import QUANTITIES

CASES = Path(__file__).parent / "cases"
LONG = {
    "e3-half-lost-very-inelastic",
    "e3-three-quarters-lost-inelastic",
    "e3-three-quarters-lost-less-inelastic",
}
"""Like another case, with other inputs."""
STATUS = {"primary", "abstract", "secondary", "derived"}


@dataclass(frozen=True, kw_only=True)
class Case:
    claim: str
    status: str
    quantity: str
    inputs: dict
    why: str
    reference: str | None = None
    derivation: str | None = None
    value: float | None = None
    tolerance: float | None = None
    range: tuple[float, float] | None = None

    def __post_init__(self):
        assert (self.reference is None) != (self.derivation is None), "one of the two, not both"
        assert (self.value is None) != (self.range is None), "one of the two, not both"
        assert (self.value is None) == (self.tolerance is None), "a value comes with a tolerance"
        assert self.status in STATUS


def cases():
    yaml = YAML(typ="safe", pure=True)
    return [
        pytest.param(
            yaml.load(path), id=path.stem, marks=pytest.mark.study if path.stem in LONG else ()
        )
        for path in sorted(CASES.glob("*.yaml"))
    ]


@pytest.mark.parametrize("fields", cases())
def test_the_published_number_is_reproduced(fields):
    case = Case(**fields)
    found = QUANTITIES[case.quantity](**case.inputs)
    if case.range is not None:
        low, high = case.range
        assert low <= found <= high, case.claim
    else:
        assert found == pytest.approx(case.value, rel=0, abs=case.tolerance), case.claim
