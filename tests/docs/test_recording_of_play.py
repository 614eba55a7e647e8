"""The recording of a match shows what its script plays, from start to a save and on to its end."""

import json

from docs.record_play import IMAGES, SAVED, SESSIONS, plain

TEXT = (IMAGES / "play.txt").read_text("utf-8")


def test_it_shows_every_command_and_every_answer_in_order():
    rest = TEXT
    for words, answers in SESSIONS:
        rest = rest.partition(f"$ backfire play {' '.join(words)}\n")[2]
        assert rest, "run python docs/record_play.py"
        for answer in answers:
            asked = rest.partition(" (? for help): " if answer != "y" else " (y or n)? ")[2]
            assert asked.startswith(f"{answer}\n")
            rest = asked
    assert "The end" in rest
    assert rest.endswith(f"Written: {SAVED}\n")


def test_it_goes_on_where_it_was_saved():
    saved, resumed = TEXT.split("$ backfire play --resume")
    last = [line for line in saved.splitlines() if line.startswith("Quarter ")][-1]
    first = next(line for line in resumed.splitlines() if line.startswith("Quarter "))
    assert first == last


def test_both_forms_say_the_same():
    lines = (IMAGES / "play.cast").read_text("utf-8").splitlines()
    heading, *events = map(json.loads, lines)
    assert heading["version"] == 2
    assert [event[0] for event in events] == sorted(event[0] for event in events)
    assert plain("".join(event[2] for event in events)).strip() == TEXT.strip()
