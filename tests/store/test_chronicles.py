"""What sources said over time is read with the commits between which it held, and nothing that came later."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import RepositoryBuilder
from tests.store.drawn import empty_database
from tests.store.told import LISTS, TEA, day, proposal_list, record, tell, wit
from tracker.chronicle import Branch, BranchKind, Chronicle, Point, Pull, Span, Tag
from tracker.facts import ClaimedChampion, ClaimedPhase, Document, RepositoryName, Revision, WitPackage
from tracker.sources.git import Mirror
from tracker.store.chronicles import chronicle_at, tagged_at
from tracker.store.location import Location
from tracker.store.reader import Reader


class _Story:
    """A repository that is told a commit a day, and recorded when it is asked for."""

    def __init__(self, repository: RepositoryBuilder, location: Location) -> None:
        self.git = repository
        self.location = location

    def chronicle(self, moment: datetime | None = None) -> Chronicle:
        if not self.location.file or not self.location.file.exists():
            record(self.location, self.git)
        with closing(Reader.open(self.location)) as reader:
            return chronicle_at(reader, TEA, LISTS, moment)


@pytest.fixture
def story(repository: RepositoryBuilder, location: Location) -> _Story:
    """Return an empty repository, and a database for it."""
    return _Story(repository, location)


def _span(span: Span) -> tuple[str, str, str, str | None, str | None]:
    """Return where a span held: branch, path, and the messages of its first and last commit and of its end."""
    last, end = (each.summary if each else None for each in (span.last, span.end))
    return span.branch.name, span.path, span.first.summary, last, end


def _gates(chronicle: Chronicle, branch: str = "main") -> list[tuple[str, ...]]:
    """Return the gates of a branch: feature or version, package, file, first, last and end."""
    return [
        (
            f"{span.gate.kind} {span.gate.feature or span.gate.version}",
            str(span.package),
            span.path,
            span.first.summary,
            f"{span.last.summary if span.last else ''}|{span.end.summary if span.end else ''}",
        )
        for span in chronicle.gates
        if span.branch.name == branch
    ]


# --- gates and packages -----------------------------------------------------------------------------------------------


def test_a_gate_stands_from_a_commit_up_to_the_one_that_changed_its_file(story: _Story) -> None:
    story.git.commit({"wit/tea.wit": wit("unstable(feature = tea-a)", "wasi:tea@0.2.0")}, message="one", author="Bo B")
    story.git.commit({"src/other.rs": "x"}, message="two")
    story.git.commit({"wit/tea.wit": wit("since(version = 0.2.1)", "wasi:tea@0.2.1")}, message="three")
    chronicle = story.chronicle()
    branch = Branch(TEA, "main", BranchKind.DEFAULT)
    gate, other = chronicle.gates
    assert (gate.branch, gate.path, gate.package) == (branch, "wit/tea.wit", WitPackage("wasi", "tea", "0.2.0", 1))
    revisions = [str(step.commit.revision) for step in Mirror(TEA, story.git.path).history("main", None).steps]
    assert gate.first == Point(0, Revision(revisions[0]), day(1), "Bo B", "one")
    assert gate.last == Point(1, Revision(revisions[1]), day(2), "Ada Author", "two")
    assert gate.end == other.first == Point(2, Revision(revisions[2]), day(3), "Ada Author", "three")
    assert (gate.line, gate.standing, other.standing, other.last, other.end) == ("0.2", False, True, None, None)
    assert [_span(span) for span in chronicle.packages] == [_span(gate), _span(other)]
    assert chronicle.heads == {branch: gate.end}
    assert chronicle.at == day(3)


def test_a_gate_is_split_where_another_file_declares_a_new_version(story: _Story) -> None:
    story.git.commit({"wit/a.wit": wit("unstable(feature = f)")}, message="no package")
    story.git.commit({"wit/world.wit": "package wasi:tea@0.2.0;"}, message="0.2.0")
    story.git.commit({"wit/world.wit": "package wasi:tea@0.2.0;\nworld w {}"}, message="a world")
    story.git.commit({"wit/world.wit": "package wasi:tea@0.2.1;\nworld w {}"}, message="0.2.1")
    story.git.commit({"wit/world.wit": None, "wit/types.wit": "package wasi:tea@0.2.1;"}, message="other file")
    story.git.commit({"wit/types.wit": None}, message="none again")
    assert _gates(story.chronicle()) == [
        ("unstable f", "None", "wit/a.wit", "no package", "no package|0.2.0"),
        ("unstable f", "wasi:tea@0.2.0", "wit/a.wit", "0.2.0", "a world|0.2.1"),
        ("unstable f", "wasi:tea@0.2.1", "wit/a.wit", "0.2.1", "other file|none again"),
        ("unstable f", "None", "wit/a.wit", "none again", "|"),
    ]


def test_a_gate_is_split_only_within_its_own_span(story: _Story) -> None:
    story.git.commit({"wit/world.wit": "package wasi:tea@0.2.0;"}, message="0.2.0")
    story.git.commit({"wit/a.wit": wit("unstable(feature = f)")}, message="gate")
    story.git.commit({"wit/a.wit": None}, message="gone")
    story.git.commit({"wit/world.wit": "package wasi:tea@0.2.1;"}, message="0.2.1")
    expected = [("unstable f", "wasi:tea@0.2.0", "wit/a.wit", "gate", "gate|gone")]
    assert _gates(story.chronicle()) == expected


def test_a_package_speaks_for_its_own_folder_only(story: _Story) -> None:
    story.git.commit(
        {
            "wit/tea.wit": "package wasi:tea@0.2.0;",
            "wit-0.3.0-draft/tea.wit": "package wasi:tea@0.3.0;",
            "wit/a.wit": wit("unstable(feature = f)"),
            "wit-0.3.0-draft/a.wit": wit("unstable(feature = f)"),
            "wit/below/a.wit": wit("unstable(feature = f)"),
        },
        message="all",
    )
    assert _gates(story.chronicle()) == [
        ("unstable f", "wasi:tea@0.3.0", "wit-0.3.0-draft/a.wit", "all", "|"),
        ("unstable f", "wasi:tea@0.2.0", "wit/a.wit", "all", "|"),
        ("unstable f", "None", "wit/below/a.wit", "all", "|"),
    ]


def test_a_gate_of_a_nested_package_belongs_to_that_one(story: _Story) -> None:
    nested = "package wasi:cup@0.1.0 {\n  interface c {\n    @unstable(feature = cup-c)\n    f: func();\n  }\n}\n"
    text = wit("unstable(feature = f)", "wasi:tea@0.2.0") + nested
    story.git.commit({"wit/tea.wit": text}, message="one")
    chronicle = story.chronicle()
    assert sorted(_gates(chronicle)) == [
        ("unstable cup-c", "wasi:cup@0.1.0", "wit/tea.wit", "one", "|"),
        ("unstable f", "wasi:tea@0.2.0", "wit/tea.wit", "one", "|"),
    ]
    assert [str(span.package) for span in chronicle.packages] == ["wasi:tea@0.2.0", "wasi:cup@0.1.0"]


def test_gates_that_never_were_unstable_are_left_out(story: _Story) -> None:
    story.git.commit({"a.wit": wit("since(version = 0.2.0)", "wasi:tea@0.2.0", "never")}, message="one")
    story.git.commit({"b.wit": wit("since(version = 0.2.0)", name="once")}, message="two")
    story.git.commit({"b.wit": wit("unstable(feature = f)", name="once")}, message="three")
    found = [(span.gate.item, span.first.summary) for span in story.chronicle().gates]
    assert found == [("i#once", "two"), ("i#once", "three")]
    assert story.chronicle(day(2)).gates == ()


# --- release branches -------------------------------------------------------------------------------------------------


def test_a_release_branch_speaks_for_its_own_line_only(story: _Story) -> None:
    story.git.commit({"a/a.wit": wit("unstable(feature = a)", "wasi:a@0.2.0")}, message="both")
    story.git.commit({"b/b.wit": wit("unstable(feature = b)", "wasi:b@0.3.0")}, message="new line")
    story.git.commit({"c/c.wit": wit("unstable(feature = c)")}, message="no line")
    story.git.switch("wasi-0.2")
    story.git.commit({"a/a.wit": wit("since(version = 0.2.1)", "wasi:a@0.2.1")}, message="0.2.1")
    story.git.commit({"a/a.wit": wit("since(version = 0.2.1)", "wasi:a@0.3.0")}, message="not its line")
    chronicle = story.chronicle()
    assert _gates(chronicle, "wasi-0.2") == [
        ("unstable a", "wasi:a@0.2.0", "a/a.wit", "both", "no line|0.2.1"),
        ("since 0.2.1", "wasi:a@0.2.1", "a/a.wit", "0.2.1", "0.2.1|not its line"),
    ]
    packages = [str(span.package) for span in chronicle.packages if span.branch.kind is BranchKind.RELEASE]
    assert packages == ["wasi:a@0.2.0", "wasi:a@0.2.1"]
    assert [gate[0] for gate in _gates(chronicle)] == ["unstable a", "unstable b", "unstable c"]


# --- pull requests ----------------------------------------------------------------------------------------------------


def test_a_pull_request_belongs_to_the_package_that_its_folder_has_where_it_starts(story: _Story) -> None:
    story.git.commit({"wit/world.wit": "package wasi:tea@0.2.0;"}, message="base", date="2024-03-01")
    story.git.switch("topic")
    story.git.commit({"wit/a.wit": wit("unstable(feature = f)")}, message="own", date="2024-03-05")
    story.git.pull_request(7)
    files = {"wit/world.wit": "package wasi:tea@0.2.1;"}
    story.git.commit(files, message="later", branch="main", date="2024-03-03")
    expected = [("unstable f", "wasi:tea@0.2.0", "wit/a.wit", "own", "|")]
    assert _gates(story.chronicle(), "refs/pull/7/head") == expected


def test_a_pull_requests_package_is_found_where_it_starts_whatever_the_clocks_say(story: _Story) -> None:
    story.git.commit({"wit/world.wit": "package wasi:tea@0.1.0;"}, message="one", date="2024-03-08")
    story.git.commit({"wit/world.wit": "package wasi:tea@0.2.0;"}, message="base", date="2024-03-01")
    story.git.switch("topic")
    story.git.commit({"wit/a.wit": wit("unstable(feature = f)")}, message="own", date="2024-03-02")
    story.git.pull_request(7)
    expected = [("unstable f", "wasi:tea@0.2.0", "wit/a.wit", "own", "|")]
    assert _gates(story.chronicle(), "refs/pull/7/head") == expected


def test_a_pull_request_that_releases_has_the_package_it_declares(story: _Story) -> None:
    story.git.commit({"wit/tea.wit": wit("unstable(feature = f)", "wasi:tea@0.2.0")}, message="base")
    story.git.switch("topic")
    story.git.commit({"wit/tea.wit": wit("since(version = 0.2.1)", "wasi:tea@0.2.1")}, message="own")
    story.git.pull_request(7)
    assert _gates(story.chronicle(), "refs/pull/7/head") == [
        ("unstable f", "wasi:tea@0.2.0", "wit/tea.wit", "base", "base|own"),
        ("since 0.2.1", "wasi:tea@0.2.1", "wit/tea.wit", "own", "|"),
    ]


@pytest.mark.parametrize(
    ("message", "number"),
    [("Merge pull request #7 from a/b", 7), ("Add it (#7)", 7), ('Revert "Add it (#7)" (#9)', 9), ("Add #7", None)],
)
def test_a_pull_request_was_merged_by_the_first_commit_that_names_it(
    message: str, number: int | None, story: _Story
) -> None:
    story.git.commit({"a.wit": "interface a {}"}, message="base")
    story.git.switch("topic")
    story.git.commit({"a.wit": "interface b {}"}, message="own")
    for pull in (7, 9):
        story.git.pull_request(pull)
    merged = story.git.commit({"a.wit": "interface b {}"}, message=message, branch="main")
    story.git.commit({"a.wit": "interface c {}"}, message=message)
    chronicle = story.chronicle()
    point = Point(1, Revision(merged), day(3), "Ada Author", message)
    assert {pull.number: pull.merged for pull in chronicle.pulls} == {7: None, 9: None} | (
        {number: point} if number else {}
    )
    assert all(pull.merged is None for pull in story.chronicle(day(2)).pulls)


def test_a_pull_request_has_its_base_and_its_newest_commit(story: _Story) -> None:
    base = story.git.commit({"a.wit": "interface a {}"}, message="base")
    story.git.switch("topic")
    first = story.git.commit({"a.wit": "interface b {}"}, message="first")
    second = story.git.commit({"a.wit": "interface c {}"}, message="second")
    story.git.pull_request(12)
    story.git.pull_request(3, at=first)
    story.git.pull_request(4, at=base)
    branches = {number: Branch(TEA, f"refs/pull/{number}/head", BranchKind.PULL) for number in (3, 12)}
    points = [
        Point(place, Revision(revision), day(place + 1), "Ada Author", summary)
        for place, (revision, summary) in enumerate(((base, "base"), (first, "first"), (second, "second")))
    ]
    assert story.chronicle().pulls == (
        Pull(TEA, 3, branches[3], points[0], points[1], None),
        Pull(TEA, 12, branches[12], points[0], points[2], None),
    )
    assert [pull.head.summary for pull in story.chronicle(day(2)).pulls] == ["first", "first"]
    before = story.chronicle(day(1))
    assert (before.pulls, [branch.name for branch in before.heads]) == ((), ["main"])
    assert [_span(span)[0] for span in before.gates] == []


# --- tags -------------------------------------------------------------------------------------------------------------


def test_tags_are_told_by_date_with_the_version_they_name(story: _Story) -> None:
    one = story.git.commit({"a.wit": "package wasi:tea@0.2.0;"}, message="one")
    two = story.git.commit({"a.wit": "package wasi:tea@0.2.1;"}, message="two")
    for name, revision in (("v0.2.1-rc.1", two), ("0.2.0", one), ("snapshot-1", one), ("v0.2", one), ("vv0.2.0", one)):
        story.git.tag(name, at=revision)
    story.git.tag("v0.2.1", at=one, message="late", date="2024-05-01")
    branch = Branch(TEA, "main", BranchKind.DEFAULT)
    tags = story.chronicle().tags
    assert [(tag.name, tag.version, tag.line, tag.position) for tag in tags] == [
        ("0.2.0", "0.2.0", "0.2", 0),
        ("snapshot-1", None, None, 0),
        ("v0.2", None, None, 0),
        ("vv0.2.0", None, None, 0),
        ("v0.2.1-rc.1", "0.2.1-rc.1", "0.2", 1),
        ("v0.2.1", "0.2.1", "0.2", 0),
    ]
    assert tags[0] == Tag(TEA, "0.2.0", "0.2.0", day(1), Revision(one), branch, 0)
    assert len(story.chronicle(day(1)).tags) == 4
    assert len(story.chronicle(day(30)).tags) == 5


def test_a_tag_has_all_the_wit_of_its_commit(story: _Story) -> None:
    story.git.commit({"a/a.wit": "package wasi:a@0.2.0;", "b/b.wit": "package wasi:b@0.2.0;", "README.md": "# A\n"})
    story.git.tag("v0.2.0")
    story.git.commit({"a/a.wit": "package wasi:a@0.2.1;", "b": None})
    story.git.tag("v0.2.1", message="Release", date="2024-02-01")
    story.git.commit({"c.wit": "package wasi:c@0.1.0;"}, branch="topic")
    story.git.tag("draft")
    story.chronicle()
    with closing(Reader.open(story.location)) as reader:
        tagged, before = tagged_at(reader), tagged_at(reader, day(2))
    assert [(each.tag.name, [(path, str(said.packages[0])) for path, said in each.wit]) for each in tagged] == [
        ("v0.2.0", [("a/a.wit", "wasi:a@0.2.0"), ("b/b.wit", "wasi:b@0.2.0")]),
        ("draft", [("c.wit", "wasi:c@0.1.0")]),
        ("v0.2.1", [("a/a.wit", "wasi:a@0.2.1")]),
    ]
    assert before == tagged[:1]
    assert tuple(each.tag for each in tagged) == story.chronicle().tags


def test_a_tag_is_not_there_before_its_branch_came_to_hold_its_commit(story: _Story) -> None:
    story.git.commit({"a.wit": "package wasi:tea@0.2.0;"}, date="2024-06-01")
    story.git.commit({"a.wit": "package wasi:tea@0.2.1;"}, date="2024-01-01")
    story.git.tag("v0.2.1")
    assert story.chronicle(datetime(2024, 5, 1, tzinfo=UTC)).tags == ()
    assert [tag.name for tag in story.chronicle(datetime(2024, 6, 1, tzinfo=UTC)).tags] == ["v0.2.1"]


def test_a_tag_off_all_branches_says_nothing_before_it_was_made(story: _Story) -> None:
    story.git.commit({"a.wit": "package wasi:tea@0.2.0;"})
    story.git.switch("topic")
    story.git.commit({"a.wit": wit("unstable(feature = f)", "wasi:tea@0.2.1")})
    story.git.tag("v0.2.1", message="Late", date="2024-06-01")
    before, after = story.chronicle(day(9)), story.chronicle()
    assert (before.tags, before.gates, [branch.name for branch in before.heads]) == ((), (), ["main"])
    assert [span.branch.name for span in after.gates] == ["refs/tags/v0.2.1"]


# --- the proposal list and documents ----------------------------------------------------------------------------------


def test_the_list_is_one_while_it_moves_from_one_path_to_another(story: _Story) -> None:
    story.git.commit({"Proposals.md": proposal_list("A")}, message="first")
    story.git.commit({"Proposals.md": proposal_list("A", "B")}, message="second")
    story.git.commit({"docs/Proposals.md": proposal_list("A")}, message="begin to move")
    story.git.commit({"docs/Proposals.md": proposal_list("A", "B")}, message="copy the rest")
    story.git.commit({"README.md": "# A\n"}, message="something else")
    story.git.commit({"Proposals.md": proposal_list()}, message="a stub")
    story.git.commit({"Proposals.md": None}, message="moved")
    story.git.commit({"docs/Proposals.md": None}, message="lost")
    story.git.commit({"docs/Proposals.md": proposal_list("A", "C")}, message="found")
    story.git.commit({"other/Proposals.md": proposal_list("X", "Y", "Z")}, message="another list")
    versions = story.chronicle().lists
    assert [(_span(each)[1:], [row.title for row in each.content.rows]) for each in versions] == [
        (("Proposals.md", "first", "first", "second"), ["A"]),
        (("Proposals.md", "second", "begin to move", "copy the rest"), ["A", "B"]),
        (("docs/Proposals.md", "copy the rest", "moved", "lost"), ["A", "B"]),
        (("docs/Proposals.md", "found", None, None), ["A", "C"]),
    ]


def test_the_list_counts_on_the_default_branch_of_the_registry_only(story: _Story) -> None:
    story.git.commit({"Proposals.md": proposal_list("A")}, message="first")
    story.git.switch("wasi-0.2")
    story.git.commit({"Proposals.md": proposal_list("A", "B")}, message="release")
    assert [_span(each)[0] for each in story.chronicle().lists] == ["main"]
    with closing(Reader.open(story.location)) as reader:
        assert chronicle_at(reader, RepositoryName("Owner/other"), LISTS).lists == ()


def test_documents_tell_the_phase_and_the_champions_they_claim(story: _Story) -> None:
    readme = "# Tea\n\n## Current Phase\n\nPhase {}\n\n## Champions\n\n- Ada Author\n"
    story.git.commit({"README.md": readme.format(1)}, message="one")
    story.git.commit({"README.md": readme.format(2), "docs/README.md": "# Nothing claimed\n"}, message="two")
    story.git.switch("wasi-0.2")
    story.git.commit({"README.md": readme.format(3)}, message="release")
    champions = (ClaimedChampion("Ada Author", 9),)
    assert [(_span(each)[1:], each.document) for each in story.chronicle().documents] == [
        (("README.md", "one", "one", "two"), Document((), ClaimedPhase(1, 5), champions)),
        (("README.md", "two", None, None), Document((), ClaimedPhase(2, 5), champions)),
        (("docs/README.md", "two", None, None), Document()),
    ]


# --- cut off at a moment ----------------------------------------------------------------------------------------------

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("wit"), st.sampled_from(["main", "wasi-0.2"]), st.integers(0, 5)),
        st.tuples(st.just("world"), st.sampled_from(["main", "wasi-0.2"]), st.integers(0, 3)),
        st.tuples(st.just("list"), st.sampled_from(LISTS), st.integers(0, 3)),
        st.tuples(st.just("readme"), st.just("main"), st.integers(0, 3)),
        st.tuples(st.just("pull"), st.just(""), st.integers(1, 3)),
        st.tuples(st.just("merge"), st.just(""), st.integers(1, 3)),
        st.tuples(st.just("tag"), st.sampled_from(["main", "wasi-0.2", "topic-1"]), st.integers(0, 99)),
    ),
    min_size=1,
    max_size=12,
)


def _points(value: object) -> Iterator[datetime]:
    """Yield every moment that a value speaks of."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from _points(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _points(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _points(getattr(value, name))


@given(MOVES, st.data())
@settings(max_examples=25)
def test_a_chronicle_at_a_moment_is_that_of_a_repository_that_ends_there(
    moves: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    until = data.draw(st.integers(0, len(moves)))
    with TemporaryDirectory() as folder, empty_database() as (_, whole), empty_database() as (_, part):
        for location, told in ((whole, moves), (part, moves[:until])):
            repository = RepositoryBuilder(
                Path(folder) / f"{len(told)}-{location.file and location.file.parent.name}.git"
            )
            tell(repository, told)
            record(location, repository)
        moment = day(until + 1)
        with closing(Reader.open(whole)) as reader, closing(Reader.open(part)) as other:
            cut, short = chronicle_at(reader, TEA, LISTS, moment), chronicle_at(other, TEA, LISTS, moment)
            assert max(_points(cut)) == moment
            assert cut == short
            assert tagged_at(reader, moment) == tagged_at(other)
