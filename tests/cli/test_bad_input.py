"""Whatever is wrong with the input: its place, what must be true, what was found, the way out."""

import subprocess
import sys

import pytest

from tests.cli.installed import contents

HEADER = "process,place,good,value,source,year,kind,relative_sd,method,note"
SOURCE = "usgs_mcs_rare_earths2025,2024,reported,0.03,,"
MINE = "own/production.csv row 2 (mine_bastnaesite, USA):"


def own(*rows, header=HEADER, table="production"):
    return {f"own/{table}.csv": "\n".join([header, *rows]) + "\n"}


def scenario(**changes):
    fields = {
        "name": "faulty",
        "title": "Faulty",
        "edition": '"2025.11"',
        "sender": "CHN",
        "targets": "[USA]",
        "reference": "{goods: [dy_oxide], starts: 2026-01-01}",
        **changes,
    }
    return {"faulty.yaml": "".join(f"{name}: {value}\n" for name, value in fields.items())}


ON_OWN_ROWS = ("run", "full-embargo", "--draws", "2", "--edition", "own")
ON_FAULTY = ("run", "faulty.yaml", "--draws", "2")
CASES = {
    "slug": (
        {},
        ("run", "rare-earth-2025"),
        [
            "the question has 1 problem:",
            "must be one of the library (both-sides-overuse, busan-2025, dumping, "
            "framework-or-collapse, full-embargo, gallium-2023, germanium-2024, nexperia-2025, "
            "no-control, oil-sanctions, other-levers, rare-earths-2010, rare-earths-2025, "
            "rare-earths-2025-lapsed, rare-earths-2025-renewed, rare-earths-2025-tightened) or a "
            "file",
            'got "rare-earth-2025"; did you mean "rare-earths-2025"?',
        ],
    ),
    "nothing-named": ({}, ("run", ""), ["must be one of the library", 'or a file, got ""']),
    "key": (
        scenario(seeds=3),
        ON_FAULTY,
        ["faulty.yaml has 1 problem:", 'seeds is not a field here; did you mean "seed"?'],
    ),
    "share-and-dates": (
        {},
        ("run", "full-embargo", "--set", "controls.0.withheld=1.6", "--set", "ends=2024-01-01"),
        [
            "full-embargo has 2 problems:",
            "controls[0].withheld must be a share between 0 and 1, got 1.6",
            "ends must be after starts (2025-01-01), got 2024-01-01",
        ],
    ),
    "controls-as-a-number": (
        {},
        ("run", "full-embargo", "--set", "controls=5"),
        ["full-embargo has 1 problem:", "controls must be a list, got 5"],
    ),
    "path-of-set": (
        {},
        ("run", "full-embargo", "--set", "controls.9.withheld=0.5"),
        ["controls must be followed by a number from 0 to 0 or one of embargo, got 9"],
    ),
    "draws": ({}, ("run", "--draws", "0"), ["draws must be a whole number above 0, got 0"]),
    "option": ({}, ("run", "--drawz", "5"), ["--drawz", "See: backfire run --help"]),
    "good-of-a-control": (
        {},
        ("run", "--control", "dy_oxid", "--by", "CHN", "--to", "USA", "--from", "2026-01"),
        [
            "the command has 1 problem:",
            "--control: dy_oxid is not a good of this edition; did you mean dy_oxide?",
        ],
    ),
    "options-of-a-control": (
        {},
        (
            *("run", "--control", "dy_oxide", "--by", "CHN", "--to", "USA"),
            *("--withheld", "nan", "--from", "2026-13"),
        ),
        [
            "the command has 2 problems:",
            '--from must be a date such as 2025-04-04, got "2026-13"',
            "--withheld must be a share between 0 and 1, got nan",
        ],
    ),
    "several-rows": (
        own(
            f"mine_bastnaesite,USA,,NaN,{SOURCE}",
            f"mine_monazite,IND,,-5,{SOURCE}",
            f"mine_monazite,UAS,,5,{SOURCE}",
            f"mine_monazite,AUS,,5,{SOURCE}",
            f"mine_monazite,AUS,,6,{SOURCE}",
        ),
        ON_OWN_ROWS,
        [
            "edition 2025.11 with own has 4 problems:",
            f"{MINE} value must be a number, got NaN",
            "own/production.csv row 3 (mine_monazite, IND): value must be zero or more, got -5",
            "(mine_monazite, AUS): must stand once, is already in own/production.csv row 5",
            'place must be a known place, got "UAS"; did you mean "USA"?',
        ],
    ),
    "unit": (
        own(
            "mine_bastnaesite,USA,,45.5,kt/yr,usgs_mcs_rare_earths2025,2024,reported,0.03,,",
            header=HEADER.replace("value,", "value,unit,"),
        ),
        ON_OWN_ROWS,
        ['own/production.csv row 2: unit must be t/yr, got "kt/yr"'],
    ),
    "place-without-data": (
        own("CAN,Canada,", header="place,name,description", table="places"),
        ON_OWN_ROWS,
        ["own/places.csv row 2 (CAN): is a place without data; production, capacity, use or trade"],
    ),
    "no-balance": (
        own(
            "mine_bastnaesite,CHN,,2,usgs_mcs_rare_earths2025,2024,reported,0.01,,",
            "mine_bastnaesite,USA,,1,usgs_mcs_rare_earths2025,2024,reported,0.01,,",
        ),
        ON_OWN_ROWS,
        [
            "no balance within 6 standard deviations",
            "own/production.csv row 2 (mine_bastnaesite, CHN): 2 t/yr",
            "(separate_bastnaesite, CHN): 282,900 t/yr cannot hold with the others named here",
        ],
    ),
    "empty-file": (
        {"faulty.yaml": ""},
        ON_FAULTY,
        ["the file must hold fields such as name, title and controls, got nothing"],
    ),
    "binary-file": (
        {"faulty.yaml": b"name: x\n\xff\xfe\x00\x01"},
        ON_FAULTY,
        ["line 2: must be text in UTF-8, got other bytes; save it as UTF-8"],
    ),
    "file-too-deep": (
        {"faulty.yaml": "[" * 5000},
        ON_FAULTY,
        ["must be YAML 1.2, got lists or mappings too deep inside each other"],
    ),
    "folder-for-a-file": (
        {"faulty.yaml/inside": ""},
        ON_FAULTY,
        ["a scenario must be a file, got a folder; `backfire new` writes one"],
    ),
    "place-to-write": (
        {"taken": "a file"},
        ("run", "--out", "taken/run.nc"),
        ["taken must be a folder that can be written to, got a file; name another"],
    ),
    "no-result": (
        {},
        ("report", "none.nc"),
        ["none.nc has 1 problem:", "must be a file, got nothing there; `backfire run` writes one"],
    ),
    "result-cut-short": (
        {"cut.nc": b"\x89HDF\r\n\x1a\n" + bytes(500)},
        ("report", "cut.nc"),
        ["must be complete, got one that is cut short or damaged; ask the question again"],
    ),
    "edition": ({}, ("data", "check", "--edition", "2025.12"), ['did you mean "2025.11"?']),
}


@pytest.mark.parametrize("case", CASES)
def test_everything_that_is_wrong_is_reported_and_nothing_is_written(
    case, backfire_command, tmp_path
):
    files, arguments, says = CASES[case]
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = contents(tmp_path)
    code, out, err = backfire_command(*arguments)
    assert (code, out) == (1, "")
    for sentence in says:
        assert sentence in err
    assert "Traceback" not in err
    assert "fault of Backfire" not in err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("case", ["share-and-dates", "good-of-a-control", "no-balance"])
def test_what_is_wrong_is_found_before_jax_is_loaded(case, tmp_path):
    files, arguments, _ = CASES[case]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    code = (
        "import sys\nfrom backfire.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit as left: print(left.code)\n"
        "print('jax' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["1", "False"]


def test_an_answer_that_nobody_takes_is_no_fault(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", "from backfire.cli import main; main(['data', 'check'])"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asked:
        asked.stdout.close()
        printed = asked.stderr.read()
    assert (asked.returncode, printed) == (0, b"")
