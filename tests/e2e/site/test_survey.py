"""Every page in a real browser: every width and theme, with checks for those who cannot see, or use no mouse."""

import pytest

from tests.e2e.site.conftest import Site
from tests.e2e.site.survey import Survey


def test_every_page_was_opened(site: Site, survey: Survey) -> None:
    assert {each.path for each in survey.visits} == {*site.pages}
    assert len(site.pages) > 10


def test_no_page_scrolls_sideways(survey: Survey) -> None:
    assert "\n".join(survey.of("overflow")) == ""


def test_no_page_says_anything_on_the_console(survey: Survey) -> None:
    assert "\n".join(survey.of("console")) == ""


def test_no_request_fails_and_none_goes_elsewhere(survey: Survey) -> None:
    assert "\n".join(survey.of("requests")) == ""


def test_no_page_keeps_anybody_out(survey: Survey) -> None:
    assert "\n".join(survey.of("barriers")) == ""


def test_nothing_runs_that_is_not_ours(survey: Survey) -> None:
    assert "\n".join(survey.of("ran")) == ""


def test_hostile_text_never_runs(hostile_survey: Survey) -> None:
    assert "\n".join(hostile_survey.of("ran")) == ""
    assert "\n".join(hostile_survey.of("console")) == ""
    assert "\n".join(hostile_survey.of("requests")) == ""


def test_hostile_text_breaks_no_layout(hostile_survey: Survey) -> None:
    assert "\n".join(hostile_survey.of("overflow")) == ""


@pytest.mark.corpus
@pytest.mark.parametrize("kind", ["overflow", "console", "requests", "barriers", "ran"])
def test_pages_of_real_repositories_hold_what_the_invented_ones_do(real_survey: Survey, kind: str) -> None:
    assert "\n".join(real_survey.of(kind)) == ""
