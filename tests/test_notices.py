"""What a reader is told of what was, or was not, read."""

from tests.made_facts import ALIASES, facts, github, hub, identified, repository, row, wit
from tracker.facts import Document, ListProblem, RepositoryFacts, Skipped, WitProblem
from tracker.notices import notices


def _told(*repositories: RepositoryFacts) -> list[tuple[str, str]]:
    given = facts(*repositories)
    return [(each.source, each.message) for each in notices(given, identified(*repositories), ALIASES)]


LAMP = repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp")})
LINKED = hub(row(1, "Lamp", github("Own/wasi-lamp")), files={"x.wit": wit()})


def test_nothing_is_told_when_all_was_read() -> None:
    assert _told(LINKED, LAMP) == []


def test_a_source_that_was_not_there_is_told_once() -> None:
    missing = repository("Own/wasi-lamp", problems=(Skipped("Own/wasi-lamp", "no mirror"),), read=False)
    assert _told(LINKED, missing) == [("Own/wasi-lamp", "no mirror")]


def test_an_empty_repository_is_told() -> None:
    assert _told(LINKED, repository("Own/wasi-lamp", read=False)) == [
        ("Own/wasi-lamp", "has no commit: nothing to read")
    ]


def test_a_repository_without_wit_is_told_unless_it_is_no_proposal() -> None:
    assert _told(LINKED, repository("Own/wasi-lamp"), repository("Own/template")) == [
        ("Own/wasi-lamp", "holds no WIT file")
    ]


def test_a_document_that_cannot_be_read_is_told_with_its_place() -> None:
    broken = repository(
        "Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp")}, documents={"README.md": Document(problem="is not UTF-8")}
    )
    assert _told(LINKED, broken) == [("Own/wasi-lamp:README.md", "skipped: is not UTF-8")]


def test_the_first_problem_of_a_wit_file_is_told_and_the_others_are_counted() -> None:
    problems = (WitProblem(3, 5, "found }, expected a name"), WitProblem(9, 1, "x"), WitProblem(10, 1, "y"))
    for count, more in ((1, ""), (3, " (and 2 more)")):
        broken = repository("Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp", problems=problems[:count])})
        assert _told(LINKED, broken) == [("Own/wasi-lamp:wit/a.wit:3:5", f"found }}, expected a name{more}")]


def test_a_broken_place_of_the_list_is_told_with_its_line() -> None:
    listed = hub(files={"x.wit": wit()}, broken=(ListProblem(7, "a row without a title was not read"),))
    assert _told(listed) == [("Own/hub:docs/List.md:7", "a row without a title was not read")]


def test_rows_that_lead_to_no_repository_are_told() -> None:
    listed = hub(row(0, "Loom", line=8), row(0, "Wick", "mailto:w@x.y", line=9), files={"x.wit": wit()})
    assert _told(listed) == [
        ("Own/hub:docs/List.md:8", "the row of Loom links to nothing, not to a repository that can be read"),
        (
            "Own/hub:docs/List.md:9",
            "the row of Wick links to mailto:w@x.y, not to a repository that can be read",
        ),
    ]


def test_repeated_rows_are_told() -> None:
    url = github("Own/wasi-lamp")
    listed = hub(row(2, "Lamp", url, line=8), row(1, "Lamp", url, line=12), files={"x.wit": wit()})
    assert _told(listed, LAMP) == [
        ("Own/hub:docs/List.md:12", "the row of Lamp under phase 1 repeats another: not counted")
    ]


def test_repositories_without_a_row_are_told_with_their_packages() -> None:
    files = {"wit/a.wit": wit("wasi:loom@0.1.0"), "wit-draft/a.wit": wit("wasi:loom@0.2.0")}
    assert _told(LINKED, LAMP, repository("Own/wasi-loom", files)) == [
        ("Own/wasi-loom", "holds wasi:loom@0.2.0, wasi:loom@0.1.0 and has no row in the proposal list")
    ]
