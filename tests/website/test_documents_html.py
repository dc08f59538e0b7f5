from pathlib import Path

import pytest

from tracker.website import documents_html
from tracker.website.documents_html import html_of, kept_html

TEXT = "## Why\n\nSee [lamps](./lamp.md) and `a < b`.\n"
PLACES = {"lamp": "../lamp/index.html"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that HTML was made of."""
    texts: list[str] = []

    def counted(text: str, places: dict[str, str]) -> str:
        texts.append(text)
        return html_of(text, places)

    monkeypatch.setattr(documents_html, "html_of", counted)
    return texts


def test_what_was_made_is_kept(tmp_path: Path, made: list[str]) -> None:
    first, again = (kept_html(tmp_path, "lamp", TEXT, PLACES) for _ in range(2))
    assert first == again == html_of(TEXT, PLACES)
    assert type(again) is type(first)
    assert made == [TEXT]


@pytest.mark.parametrize(
    ("text", "places"), [(TEXT + "More.", PLACES), (TEXT, {}), (TEXT, {"lamp": "elsewhere/index.html"})]
)
def test_another_text_or_other_places_are_made_anew(
    tmp_path: Path, made: list[str], text: str, places: dict[str, str]
) -> None:
    kept_html(tmp_path, "lamp", TEXT, PLACES)
    assert kept_html(tmp_path, "lamp", text, places) == html_of(text, places)
    assert made == [TEXT, text]


def test_another_way_of_making_it_makes_it_anew(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_html(tmp_path, "lamp", TEXT, PLACES)
    monkeypatch.setattr(documents_html, "_FORM", 0)
    kept_html(tmp_path, "lamp", TEXT, PLACES)
    assert made == [TEXT, TEXT]


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe", b"something else\n<script>"])
def test_what_is_damaged_is_made_anew(tmp_path: Path, made: list[str], damaged: bytes) -> None:
    kept_html(tmp_path, "lamp", TEXT, PLACES)
    for each in tmp_path.iterdir():
        each.write_bytes(damaged)
    assert kept_html(tmp_path, "lamp", TEXT, PLACES) == html_of(TEXT, PLACES)
    assert made == [TEXT, TEXT]


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path, made: list[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (None, tmp_path / "file", tmp_path / "missing"):
        assert kept_html(folder, "lamp", TEXT, PLACES) == html_of(TEXT, PLACES)
    assert made == [TEXT] * 3
