"""The program's own documents become HTML once."""

from pathlib import Path

import pytest

from tracker.website import documents_html, own_documents
from tracker.website.documents_html import html_of, inline_html
from tracker.website.own_documents import OwnDocuments

TEXT = "## Why\n\nSee [lamps](./lamp.md) and `a < b`.\n"
LINE = "What a *lamp* says of `<b>`."
PLACES = {"lamp": "../lamp/index.html"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that HTML was made of."""
    texts: list[str] = []

    def counted(text: str, *places: dict[str, str]) -> str:
        texts.append(text)
        return html_of(text, *places) if places else inline_html(text)

    monkeypatch.setattr(documents_html, "html_of", counted)
    monkeypatch.setattr(documents_html, "inline_html", counted)
    return texts


def _built(*folders: Path, text: str = TEXT, places: dict[str, str] = PLACES) -> tuple[str, str]:
    own = OwnDocuments(folders)
    found = own.html(text, places), own.line(LINE)
    own.keep()
    return found


def test_what_was_made_is_kept(tmp_path: Path, made: list[str]) -> None:
    first, again = (_built(tmp_path) for _ in range(2))
    assert first == again == (html_of(TEXT, PLACES), inline_html(LINE))
    assert [type(each) for each in again] == [type(each) for each in first]
    assert made == [TEXT, LINE]


@pytest.mark.parametrize(
    ("text", "places"), [(TEXT + "More.", PLACES), (TEXT, {}), (TEXT, {"lamp": "elsewhere/index.html"})]
)
def test_another_text_or_other_places_are_made_anew_and_the_rest_stays(
    tmp_path: Path, made: list[str], text: str, places: dict[str, str]
) -> None:
    _built(tmp_path)
    for _ in range(2):
        assert _built(tmp_path, text=text, places=places) == (html_of(text, places), inline_html(LINE))
    assert made == [TEXT, LINE, text]


def test_what_the_set_up_made_is_taken_from_there(tmp_path: Path, made: list[str]) -> None:
    with_program, of_user = tmp_path / "program", tmp_path / "user"
    _built(with_program)
    _built(with_program, of_user)
    assert (made, of_user.exists()) == ([TEXT, LINE], False)
    for _ in range(2):
        _built(with_program, of_user, text="Other.")
    assert made == [TEXT, LINE, "Other."]


@pytest.mark.parametrize("changed", ["_FORM", "_MAKERS"])
def test_another_way_of_making_it_makes_it_anew(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    _built(tmp_path)
    monkeypatch.setattr(own_documents, changed, {"_FORM": 0, "_MAKERS": {"nh3": "nh3-"}}[changed])
    _built(tmp_path)
    assert made == [TEXT, LINE] * 2


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe", b"[]", b'{"made_by": []}', b'{"html": {"a": "<script>"}}'])
def test_what_is_damaged_is_made_anew(tmp_path: Path, made: list[str], damaged: bytes) -> None:
    _built(tmp_path)
    for each in tmp_path.iterdir():
        each.write_bytes(damaged)
    assert _built(tmp_path) == (html_of(TEXT, PLACES), inline_html(LINE))
    assert made == [TEXT, LINE] * 2


@pytest.mark.parametrize("makers", [{"markdown_it": "nothing-like-it-"}, {"no_such_package": "no-"}])
def test_where_nobody_can_tell_what_makes_it_nothing_is_kept(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, makers: dict[str, str]
) -> None:
    monkeypatch.setattr(own_documents, "_MAKERS", makers)
    for _ in range(2):
        _built(tmp_path)
    assert (made, [*tmp_path.iterdir()]) == ([TEXT, LINE] * 2, [])


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path, made: list[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folders in ((), (tmp_path / "file",), (tmp_path / "file" / "below",)):
        assert _built(*folders) == (html_of(TEXT, PLACES), inline_html(LINE))
    assert made == [TEXT, LINE] * 3
