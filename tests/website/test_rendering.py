"""What templates print is clean and escaped, whatever it is and wherever it is printed."""

from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from markupsafe import Markup, escape

from tracker.website.rendering import environment
from tracker.website.text import clean, shown

OWN = Markup("<b>own</b>")
PRINTED = {
    "a variable": "{{ said }}",
    "a macro": "{% macro name(it) %}<i>{{ it }}</i>{% endmacro %}{{ name(said) }}",
    "a loop": "{% for each in [said] %}{{ each }}{% endfor %}",
    "a block": "{% block own %}{{ said }}{% endblock %}",
    "a choice": "{{ said if said else '' }}",
    "a filter": "{{ said | trim }}",
    "a variable of its own": "{% set it = said %}{{ it }}",
    "text kept for later": "{% set it %}{{ said }}{% endset %}{{ it }}",
}


class Word(StrEnum):
    """A string of another type."""

    SHARP = "<a\u202e&b>"


@given(st.one_of(st.text(), st.integers(), st.none(), st.builds(Markup, st.text()), st.sampled_from(Word)))
@example("<script>\u202e")
@example("x" * 3_000)
@example(OWN)
def test_a_value_is_shown_as_cleaning_and_escaping_make_it(value: object) -> None:
    first, again = shown(value), shown(value)
    assert first == again == str(escape(clean(value)))


def _templates(folder: Path, text: str) -> Environment:
    (folder / "page.html").write_text(text, "utf-8")
    return environment(folder)


@pytest.mark.parametrize("text", PRINTED.values(), ids=PRINTED)
def test_wherever_it_is_printed_a_text_stays_text(tmp_path: Path, text: str) -> None:
    page = _templates(tmp_path, text).get_template("page.html")
    printed = page.render(said="<script>\u202ealert('&')</script>")
    assert printed.removeprefix("<i>").removesuffix("</i>") == "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"
    assert page.render(said=OWN).removeprefix("<i>").removesuffix("</i>") == OWN


def test_what_a_page_does_not_have_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="said"):
        _templates(tmp_path, "{{ said }}").get_template("page.html").render()


def test_what_was_compiled_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ said }}", "utf-8")
    first, last = tmp_path / "first", tmp_path / "last"
    for folders in ((first,), (first, last)):
        assert environment(tmp_path, folders).get_template("page.html").render(said="<") == "&lt;"
    assert ([each.suffix for each in first.iterdir()], last.exists()) == ([".template"], False)


def test_where_nothing_can_be_kept_it_is_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ said }}", "utf-8")
    (tmp_path / "file").write_bytes(b"")
    for folders in ((), (tmp_path / "file",), (tmp_path / "file" / "below", tmp_path / "file")):
        assert environment(tmp_path, folders).get_template("page.html").render(said="<") == "&lt;"
