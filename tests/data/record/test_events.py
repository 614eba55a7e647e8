"""Dated moves, truces and cases of coercion: what is shipped, and how faults are told."""

import csv
import re

import pytest

from backfire import data
from backfire.data.schema import TABLES, schema_of
from backfire.errors import DataError
from pipeline import read_events as script
from pipeline._figures import table

EVENT = {
    "event": "E1",
    "date": "2025-02-04",
    "precision": "day",
    "actor": "USA",
    "target": "CHN",
    "act": "move",
    "instrument": "tariff",
    "size": "large",
    "reason": "all goods",
    "what": "tariff",
    "confidence": "A",
    "source": "event_record2025",
}
ANSWER = {
    "event": "E2",
    "actor": "CHN",
    "target": "USA",
    "answers": "E1",
    "basis": "stated",
    "response": "matched",
}
TRUCE = {
    "series": "truce",
    "name": "Geneva",
    "began": "2025-05-12",
    "due": "2025-08-12",
    "at_due": "renewed",
    "ended": "2025-08-11",
    "ended_by": "renewal",
    "source": "geneva_truce2025",
    "method": "as signed",
}
CASE = {
    "case": "japan",
    "name": "rare earths to Japan",
    "event": "E004",
    "began": "2010-09-21",
    "target": "JPN",
    "lever": "export chokepoint",
    "tactical": "mixed",
    "kind": "reported",
    "source": "csis_coercion2023",
    "method": "as printed",
}
KINDS = {
    "events": (schema_of("events").names, EVENT, data.read_events),
    "truces": (schema_of("truces").names, TRUCE, data.read_truces),
    "coercion": (schema_of("coercion").names, CASE, data.read_coercion),
}


@pytest.fixture
def own(tmp_path):
    """Write a table of one's own with rows that differ from a good one."""

    def write(kind, *rows, columns=None):
        all_columns, good, _ = KINDS[kind]
        path = tmp_path / f"{kind}.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, columns or all_columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**good, **row} for row in rows)
        return path

    return write


def problems_of(kind, path):
    with pytest.raises(DataError) as refusal:
        KINDS[kind][2](path)
    return list(refusal.value.problems)


def by_name():
    return {each.event: each for each in data.read_events()}


def test_the_shipped_table_is_what_the_script_writes():
    written = script.content(script.rows_of(table(script.EXTRACT / script.RAW)))
    assert (TABLES / "conflict" / "events.csv").read_bytes() == written


def test_the_script_refuses_an_event_without_a_coding():
    record = table(script.EXTRACT / script.RAW)
    with pytest.raises(ValueError, match="E999"):
        script.rows_of([*record, {**record[0], "event_id": "E999"}])


def test_the_record_is_whole_and_ends_with_the_edition():
    recorded = [each for each in data.read_events() if each.event[-1].isdigit()]
    assert len(recorded) == len(table(script.EXTRACT / script.RAW)) == 100
    assert max(each.date for each in data.read_events()).isoformat() == "2025-11-19"


def test_every_row_names_an_address_or_a_report_except_one_weak_one():
    bare = [
        each.event
        for each in data.read_events()
        if not each.url and each.source == "event_record2025"
    ]
    assert bare == ["E056"]
    assert by_name()["E056"].confidence == "C"


def test_what_was_added_is_told_apart_from_the_record():
    added = {each.event for each in data.read_events() if not each.recorded}
    assert added == {"E027a", "E030b", "E039b", "E042b", "E059b", "E062b", "E074a"}
    assert by_name()["E021b"].recorded


@pytest.mark.parametrize("event", data.read_events(), ids=lambda each: each.event)
def test_every_size_and_every_response_gives_its_reason(event):
    if event.size or event.response in {"lower", "matched", "higher", "threatened"}:
        assert event.reason
    if event.size and event.instrument == "tariff":
        assert event.size == size_of_tariff(event.reason.partition(" against ")[0])


def size_of_tariff(told):
    """Large on all goods, or on USD 100 billion of them and more."""
    billions = [float(amount) for amount in re.findall(r"USD (\d+) billion", told)]
    return "large" if "all goods" in told or max(billions, default=0) >= 100 else "small"


def test_a_file_of_ones_own_is_read(own):
    move, answer = data.read_events(own("events", {}, {**ANSWER, "since": "2025-02-03"}))
    assert (answer.answers, answer.began.isoformat()) == (move.event, "2025-02-03")


def test_every_fault_of_an_event_is_told_at_once(own):
    path = own(
        "events",
        {"date": "4 Feb", "act": "moves", "instrument": ""},
        {**ANSWER, "answers": "E9", "date": "2025-01-01", "reason": "", "source": "event_record"},
        {**ANSWER, "event": "E3", "date": "2025-02-01", "basis": "", "also": "tarif"},
        {**ANSWER, "event": "E3", "answers": "", "act": "relief"},
        {**ANSWER, "event": "E4", "answers": "E4", "answers_date": "2025", "since": "2025-03-01"},
    )
    assert problems_of("events", path) == [
        "row 5 (E3): must stand once, is already in row 4",
        'row 2 (E1): date must be a date like 2025-04-04, got "4 Feb"',
        "row 2 (E1): act must be move, threat, relief, truce, resilience, incident, outcome, "
        'effect or context, got "moves"; did you mean "move"?',
        "row 3 (E2): reason must be given where size is filled, got nothing",
        'row 3 (E2): source must name entries of references.bib, got "event_record"; did you '
        'mean "event_record2025"?',
        "row 4 (E3): also must be tariff, export control, technology control, investment, "
        "port fee or probe, import restriction, sanction or threat, or several joined by a "
        'semicolon, got "tarif"; did you mean "tariff"?',
        'row 5 (E3): instrument must be empty unless act is move or threat, got "tariff"',
        'row 5 (E3): response must be empty unless answers is filled, got "matched"',
        "row 6 (E4): answers_date must be a date like 2025-04-04, got 2025",
        "row 6 (E4): since must not be after date, got 2025-03-01 and 2025-02-04",
        'row 3 (E2): answers must name an event here, got "E9"',
        "row 4 (E3): basis must be given where something is answered, got nothing",
        "row 6 (E4): answers must name another event",
        "row 6 (E4): answers_date must be empty where answers names an event",
    ]


def test_an_answer_cannot_come_before_the_move(own):
    path = own("events", {}, {**ANSWER, "date": "2025-02-01"})
    assert problems_of("events", path) == [
        "row 3 (E2): must not come before E1, got 2025-02-01 and 2025-02-04"
    ]
    early = {**ANSWER, "date": "2025-02-01", "precision": "month"}
    assert len(data.read_events(own("events", {}, early))) == 2


def test_every_fault_of_a_truce_is_told_at_once(own):
    path = own(
        "truces",
        {"series": "truces", "ended": "2025-05-01", "ended_by": ""},
        {"began": "", "due": "", "due_in_days": "1.5"},
        {"name": "Osaka", "due": "", "ended": "soon"},
    )
    assert problems_of("truces", path) == [
        "row 3 (Geneva): must stand once, is already in row 2",
        "row 2 (Geneva): series must be truce, deal, exclusions or divestiture, got "
        '"truces"; did you mean "truce"?',
        "row 2 (Geneva): ended_by must be given where ended is filled, got nothing",
        "row 2 (Geneva): began must not be after ended, got 2025-05-12 and 2025-05-01",
        "row 3 (Geneva): began must be given where series is truce, got nothing",
        "row 3 (Geneva): due_in_days must be a whole number above zero, got 1.5",
        'row 4 (Osaka): ended must be a date like 2025-04-04, got "soon"',
        "row 4 (Osaka): at_due must be filled where a term was set and nowhere else",
    ]


def test_every_fault_of_a_case_is_told_at_once(own):
    path = own(
        "coercion",
        {"lever": "exports", "event": "X00"},
        {"tactical": "", "began": "autumn"},
        {"case": "norway", "overall": "draw", "method": ""},
    )
    assert problems_of("coercion", path) == [
        "row 3 (japan): must stand once, is already in row 2",
        'row 2 (japan): event must be a known event, got "X00"',
        'row 2 (japan): lever must be export chokepoint or import market, got "exports"',
        'row 3 (japan): began must be a date like 2025-04-04, got "autumn"',
        'row 4 (norway): overall must be loss, mixed loss, mixed, mixed win or win, got "draw"',
        "row 4 (norway): method must be given, got nothing",
        "row 3 (japan): one outcome at least must be given (tactical, strategic or overall), "
        "got none",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_column_is_named(own, kind):
    columns = KINDS[kind][0][1:]
    assert problems_of(kind, own(kind, {}, columns=columns)) == [
        f"column {KINDS[kind][0][0]} is missing"
    ]


def test_the_eight_cases_of_csis_are_told_as_printed():
    cases = [each for each in data.read_coercion() if each.kind == "reported"]
    strategic = sorted(each.strategic for each in cases)
    assert strategic == ["loss"] * 5 + ["mixed"] * 2 + ["mixed win"]
    assert [each.case for each in cases if each.lever == "export chokepoint"] == ["japan-2010"]
