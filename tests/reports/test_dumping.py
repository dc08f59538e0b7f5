import json

import pytest

from tracker.reports.dumping import dump, on_one_line

SAID = {"schema": "wasi-tracker/lamp/v1", "names": ["Lämp", "a\nb"], "none": {}, "count": 2}


def test_people_get_it_indented() -> None:
    assert dump({"a": [1]}) == '{\n  "a": [\n    1\n  ]\n}\n'


def test_programs_get_the_same_on_one_line() -> None:
    with on_one_line():
        written = dump(SAID)
    assert written == '{"schema":"wasi-tracker/lamp/v1","names":["Lämp","a\\nb"],"none":{},"count":2}\n'
    assert json.loads(written) == json.loads(dump(SAID)) == SAID


def test_after_an_error_people_get_it_indented_again() -> None:
    with pytest.raises(TypeError), on_one_line():
        dump({"a": object()})
    assert dump({"a": 1}) == '{\n  "a": 1\n}\n'
