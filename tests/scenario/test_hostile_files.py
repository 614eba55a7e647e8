"""No file or value hangs, eats memory or reaches the terminal: it is refused in words."""

import os
import socket
import time
import tracemalloc
from datetime import date

import pytest

from backfire.errors import ScenarioError
from backfire.scenario import memory_needed, read_scenario, read_value

HEAD = "name: mine\ntitle: Mine\nbased_on: full-embargo\n"
ITSELF = "must not contain itself by an alias (*name)"
DEEP = "got lists or mappings too deep inside each other"
FEW = "must hold at most 100,000 values once aliases (*name) are written out"


def problems(make, *given):
    with pytest.raises(ScenarioError) as raised:
        make(*given)
    return raised.value.problems


def of_file(folder, text):
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    return problems(read_scenario, path)


def of_change(**changes):
    paths = {path.replace("__", "."): value for path, value in changes.items()}
    return problems(read_scenario("full-embargo").but_paths, paths)


def multiplying(opening, levels=9):
    """Lists of nine aliases of the list before, so that each line multiplies by nine."""
    lines = [f"  a0: {opening}"]
    lines += [
        f"  a{level}: &b{level} [{', '.join([f'*b{level - 1}'] * 9)}]" for level in range(1, levels)
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("opening", ["&b0 [x, x]", "&b0 {x: 1, y: 2}", "&b0 x"])
@pytest.mark.parametrize("field", ["changes", "controls", "title", "game"])
def test_aliases_that_multiply_are_refused_before_anything_is_built(tmp_path, field, opening):
    tracemalloc.start()
    began = time.perf_counter()
    (found,) = of_file(tmp_path, f"{HEAD}{field}:\n{multiplying(opening)}\n")
    assert FEW in found
    assert time.perf_counter() - began < 5
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()


def test_merged_mappings_that_multiply_are_refused(tmp_path):
    lines = ["  a0: &b0 {x: 1, y: 2}"]
    lines += [
        f"  a{level}: &b{level} {{<<: [{', '.join([f'*b{level - 1}'] * 9)}]}}"
        for level in range(1, 9)
    ]
    (found,) = of_file(tmp_path, HEAD + "changes:\n" + "\n".join(lines) + "\n")
    assert FEW in found


def test_an_alias_that_repeats_little_is_read(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        HEAD + "targets: &places [USA, JPN]\nchanges: {controls.embargo.to: *places}\n", "utf-8"
    )
    assert read_scenario(path).controls[0].to == ("USA", "JPN")


@pytest.mark.parametrize(
    "text",
    [
        "changes: &a {title: *a}\n",
        "changes: {title: &a [*a]}\n",
        "sources: &a [*a]\n",
        "sources: &a [[*a]]\n",
        "controls: &a [{name: *a}]\n",
    ],
)
def test_a_file_that_contains_itself_is_refused(tmp_path, text):
    (found,) = of_file(tmp_path, HEAD + text)
    assert found.startswith("line 4, column ")
    assert found.endswith(ITSELF)


def test_a_value_of_set_that_contains_itself_is_refused():
    assert problems(read_value, "&a [*a]") == (f"line 1, column 1: {ITSELF}",)


@pytest.mark.parametrize("depth", [60, 300, 5000, 100_000])
@pytest.mark.parametrize(("before", "after"), [("[", "]"), ("{a: ", "}")])
def test_values_deep_inside_each_other_are_refused(depth, before, after):
    (found,) = problems(read_value, before * depth + "1" + after * depth)
    assert found.endswith(DEEP) or "must have at most 500,000 characters" in found


def test_values_made_deep_by_aliases_are_refused(tmp_path):
    lines = ["  a0: &b0 [x]", *(f"  a{n}: &b{n} [*b{n - 1}]" for n in range(1, 5000))]
    (found,) = of_file(tmp_path, HEAD + "changes:\n" + "\n".join(lines) + "\n")
    assert found.endswith(DEEP)


def test_a_path_of_thousands_of_steps_is_refused():
    assert of_change(**{"leverage" + "__a" * 5000: 1}) == (
        "a path must have at most 20 steps, got 5001",
    )


def test_a_file_of_50_mb_is_refused_at_once(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"x" * 50_000_000)
    began = time.perf_counter()
    assert problems(read_scenario, path) == (
        "the file must have at most 500,000 characters, got 50,000,000 or more",
    )
    assert time.perf_counter() - began < 1


def pipe(path):
    os.mkfifo(path)


def link_to_a_pipe(path):
    os.mkfifo(path.with_suffix(".fifo"))
    path.symlink_to(path.with_suffix(".fifo"))


def link_to_a_device(path):
    path.symlink_to("/dev/zero")


def listening(path):
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


IRREGULAR = pytest.mark.parametrize(
    ("make", "kind"),
    [
        (pipe, "a pipe"),
        (link_to_a_pipe, "a pipe"),
        (link_to_a_device, "a device"),
        (listening, "a socket"),
    ],
)


@IRREGULAR
def test_only_a_regular_file_is_read(tmp_path, make, kind):
    path = tmp_path / "mine.yaml"
    make(path)
    assert problems(read_scenario, path) == (
        f"a scenario must be a file, got {kind}; `backfire new` writes one",
    )


@IRREGULAR
def test_a_base_is_a_regular_file_too(tmp_path, make, kind):
    make(tmp_path / "b.yaml")
    (found,) = of_file(tmp_path, HEAD.replace("full-embargo", "b.yaml"))
    assert found.endswith('or a file, got "b.yaml"'), kind


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000 + ".yaml"], ids=["null", "long"])
def test_a_name_that_no_file_can_bear_is_refused(name):
    assert problems(read_scenario, name)[0].startswith("a scenario must be a file, got ")


@pytest.mark.parametrize(
    "digits",
    ["9" * 5000, "0x" + "f" * 5000, "1." + "0" * 5000],
    ids=["decimal", "hexadecimal", "fraction"],
)
def test_a_number_of_thousands_of_digits_is_refused_with_its_line(tmp_path, digits):
    (found,) = of_file(tmp_path, HEAD + f"changes: {{seed: {digits}}}\n")
    rule = "a number must have at most 100 characters"
    assert found == f"line 4, column 17: {rule}, got {len(digits)}"


@pytest.mark.parametrize(
    "path",
    [
        "seed",
        "draws",
        "reference__horizon_weeks",
        "leverage__weeks",
        "controls__0__withheld",
        "controls__0__leakage",
        "leverage__concession__low",
        "starts",
    ],
)
@pytest.mark.parametrize(
    "number",
    [10**90, 10**5000, -(10**5000), 1e308],
    ids=["90-digits", "5000-digits", "below-zero", "largest-float"],
)
def test_a_number_that_fits_no_machine_is_refused_wherever_it_stands(path, number):
    assert of_change(**{path: number})


@pytest.mark.parametrize("field", ["precision", "accidents", "quiet.sender", "backing_down"])
def test_a_band_given_by_a_number_that_fits_no_machine_is_refused(field):
    game = read_scenario("busan-2025")
    (found,) = problems(game.but_path, f"game.{field}", 10**400)
    assert found.endswith(", got a number of more than 30 digits")


def test_a_seed_names_its_limit():
    assert of_change(seed=int("1" * 26)) == (
        "seed must be at most 9007199254740991, got 11111111111111111111111111",
    )
    assert read_scenario("full-embargo").but(seed=2**53 - 1).seed == 2**53 - 1


@pytest.mark.parametrize(
    "step", ["²", "٣", "9" * 5000, "-1"], ids=["power", "arabic", "long", "sign"]
)
def test_what_is_no_index_is_refused(step):
    (found,) = of_change(**{f"controls__{step}__withheld": 0.5})
    assert found.startswith("controls must be followed by a number from 0 to 0 or one of embargo")


def test_a_year_is_written_in_ascii_digits():
    past = read_scenario("rare-earths-2010")
    (found,) = problems(past.but_path, "backtest.fitted_until", "²⁰¹³")
    assert found.startswith("backtest.fitted_until must be a calendar year")


USE = {"goods": ["magnets"], "starts": "2026-01-01"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"draws": 10**9}, "1000000000 draws of 105 weeks, which would take about 2,625,000 GB"),
        ({"ends": "9999-12-31"}, "200 draws of 416116 weeks, which would take about 2,247 GB"),
        ({"ends": "9999-12-31", "draws": 1}, "1 draws of 416116 weeks"),
        ({"reference": {**USE, "horizon_weeks": 300_000}}, "200 draws of 300053 weeks"),
        ({"reference": {**USE, "horizon_weeks": 10**9}}, "200 draws of 416116 weeks"),
        ({"leverage__horizon_weeks": 300_000}, "200 draws of 300000 weeks"),
        ({"leverage__horizon_weeks": 10**9, "leverage__weeks": 10**9}, "200 draws of 1000000000"),
    ],
)
def test_a_size_that_no_memory_holds_is_refused_with_the_memory_it_would_take(changes, says):
    (found,) = of_change(**changes)
    assert "must ask for at most 128 GB of memory" in found
    assert says in found


def test_what_people_run_fits_into_memory():
    assert memory_needed(draws=10_000, weeks=156) < 128e9
    assert memory_needed(draws=2000, weeks=11 * 52) < 128e9
    assert memory_needed(draws=1, weeks=52) < memory_needed(draws=2, weeks=52)


def test_a_run_begins_in_reach_of_the_calendar():
    assert of_change(starts="9999-12-01", controls__0__starts="9999-12-20")[0].startswith(
        "starts must not be after 2199-12-31, got 9999-12-01"
    )


def test_a_control_may_last_to_the_end_of_the_calendar():
    changed = read_scenario("full-embargo").but_path("controls.0.ends", "9999-12-31")
    assert changed.controls[0].ends == date.max


@pytest.mark.parametrize(
    ("path", "value"),
    [("quarters", 10**9), ("meetings_every", 10**9), ("begins", "9995-01-01")],
)
def test_quarters_that_leave_the_calendar_are_refused(path, value):
    (found,) = problems(read_scenario("busan-2025").but_path, f"game.{path}", value)
    assert found.startswith(f"game.{path} must ")


ESCAPE = "\x1b[31mred"


@pytest.mark.parametrize(
    "text",
    [
        'name: "\\x1b[31mred"\ntitle: a\n',
        'name: a\ntitle: a\n"\\x1b[31mred": 1\n',
        'name: a\ntitle: a\nseed: "\\x1b[31mred"\n',
        'name: a\ntitle: a\nseed: {"\\x1b[31mred": 1}\n',
        'name: a\ntitle: a\nbased_on: "\\x1b[31mred"\n',
        'name: a\ntitle: a\nbased_on: full-embargo\nchanges: {"controls.\\x1b[31mred.a": 1}\n',
    ],
    ids=["name", "key", "value", "key-of-a-value", "base", "path"],
)
def test_an_escape_code_in_a_file_is_shown_and_not_sent_to_the_terminal(tmp_path, text):
    found = "\n".join(of_file(tmp_path, text))
    assert "\x1b" not in found
    assert r"\x1b[31mred" in found


def test_an_escape_code_in_the_name_of_a_file_is_shown():
    with pytest.raises(ScenarioError) as raised:
        read_scenario(f"{ESCAPE}.yaml")
    assert str(raised.value).startswith(r"\x1b[31mred.yaml has 1 problem")
