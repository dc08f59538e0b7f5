"""A branch is read along its first parents, and only for the files that the tracker reads."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pygit2
import pytest

from tests.builders import RepositoryBuilder, Submodule, Symlink
from tracker.chronicle import BranchHistory, Step
from tracker.facts import Commit, FileKind, RepositoryName, Revision
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror

WIT, README, LIST = FileKind.WIT, FileKind.README, FileKind.PROPOSAL_LIST


def _mirror(repository: RepositoryBuilder) -> Mirror:
    return Mirror(RepositoryName("Owner/wasi-demo"), repository.path)


def _changes(
    repository: RepositoryBuilder, since: str | None = None, branch: str = "main"
) -> list[list[tuple[str, FileKind, str | None]]]:
    """Return what each new commit changed, with the text in place of the blob."""
    mirror = _mirror(repository)
    return [
        [
            (each.path, each.kind, None if each.blob is None else mirror.read(each.blob).decode())
            for each in step.changes
        ]
        for step in mirror.history(branch, None if since is None else Revision(since)).steps
    ]


def test_each_commit_says_what_it_added_changed_and_removed(repository: RepositoryBuilder) -> None:
    repository.commit({"wit/a.wit": "one", "README.md": "read"})
    repository.commit({"wit/a.wit": "two"})
    repository.commit({"src/main.rs": "nothing of ours"})
    repository.commit({"wit/a.wit": None, "wit/b.wit": "two"})
    repository.commit({"wit": None})
    assert _changes(repository) == [
        [("README.md", README, "read"), ("wit/a.wit", WIT, "one")],
        [("wit/a.wit", WIT, "two")],
        [],
        [("wit/a.wit", WIT, None), ("wit/b.wit", WIT, "two")],
        [("wit/b.wit", WIT, None)],
    ]


def test_a_commit_is_a_fact_with_the_committers_date_and_the_first_line(repository: RepositoryBuilder) -> None:
    revision = repository.commit(
        {"a.wit": "x"},
        message="\n  Add a file\n\nAt length.\n",
        date="2024-05-02T10:00:00+02:00",
        authored="2024-04-01",
        author="Zoë Writer",
    )
    date = datetime(2024, 5, 2, 8, tzinfo=UTC)
    history = _mirror(repository).history("main", None)
    commit = Commit(Revision(revision), date, "Zoë Writer", "Add a file")
    assert history == BranchHistory("main", None, (Step(commit, date, history.steps[0].changes),))


def test_only_what_a_merge_brought_to_the_branch_counts(repository: RepositoryBuilder) -> None:
    first = repository.commit({"a.wit": "one"})
    repository.switch("topic")
    repository.commit({"b.wit": "draft"})
    repository.commit({"b.wit": "done"})
    repository.switch("main")
    second = repository.commit({"a.wit": "two"})
    merge = repository.merge("topic", {"b.wit": "done"})
    steps = _mirror(repository).history("main", None).steps
    assert [step.commit.revision for step in steps] == [first, second, merge]
    assert _changes(repository) == [[("a.wit", WIT, "one")], [("a.wit", WIT, "two")], [("b.wit", WIT, "done")]]


def test_vendored_hidden_linked_and_foreign_files_are_never_read(repository: RepositoryBuilder) -> None:
    repository.commit(
        {
            "wit/deps/io/streams.wit": "vendored",
            "deps/x.wit": "vendored",
            "proposals/a/wit/deps/README.md": "vendored",
            ".github/README.md": "hidden",
            "wit/.hidden/x.wit": "hidden",
            "wit/link.wit": Symlink("../other.wit"),
            "README.md": Symlink("docs/intro.md"),
            "Proposals.md": Symlink("docs/Proposals.md"),
            "vendor/sub": Submodule("1" * 40),
            "docs/intro.md": "not a README",
            "wit/deps.toml": "not WIT",
            "wit/x.wit.md": "not WIT",
            "my-readme.md": "not a README",
            "archive/Proposals.md": "not the list",
        }
    )
    assert _changes(repository) == [[]]


def test_copies_below_deps_are_read_where_they_are_asked_for_and_are_never_own_wit(
    repository: RepositoryBuilder,
) -> None:
    repository.commit({"wit/a.wit": "same", "wit/deps/io/a.wit": "same", "wit/deps/io/README.md": "read"})
    repository.commit({"deps/one.wit": "one", "wit/deps/io/deps/b/b.wit": "two", "wit/deps/.hidden/c.wit": "three"})
    repository.commit(
        {"wit/deps/io": None, "wit/deps/link.wit": Symlink("../a.wit"), "wit/deps/sub": Submodule("1" * 40)}
    )
    (history,) = _mirror(repository).follow({}).branches
    same, one, two = (str(pygit2.hash(text)) for text in (b"same", b"one", b"two"))
    copy = FileKind.VENDORED
    assert [[(each.path, each.kind, each.blob) for each in step.changes] for step in history.steps] == [
        [("wit/a.wit", WIT, same), ("wit/deps/io/a.wit", copy, same)],
        [("deps/one.wit", copy, one), ("wit/deps/io/deps/b/b.wit", copy, two)],
        [("wit/deps/io/a.wit", copy, None), ("wit/deps/io/deps/b/b.wit", copy, None)],
    ]


def test_a_readme_is_known_by_its_name_in_any_case_and_the_list_by_its_place(repository: RepositoryBuilder) -> None:
    paths = {
        "README.md": README,
        "a/readme": README,
        "b/ReadMe.markdown": README,
        "deps": None,
        "docs/Proposals.md": LIST,
        "Proposals.md": LIST,
        "depsy/x.wit": WIT,
        "wit/deps-of/x.wit": WIT,
    }
    repository.commit(dict.fromkeys(paths, "text"))
    expected = [(path, kind, "text") for path, kind in sorted(paths.items()) if kind is not None]
    assert _changes(repository) == [expected]


def test_an_executable_file_is_a_file(repository: RepositoryBuilder) -> None:
    index = pygit2.Index()
    blob = repository.git.create_blob(b"text")
    index.add(pygit2.IndexEntry("run.wit", blob, pygit2.enums.FileMode.BLOB_EXECUTABLE))
    by = pygit2.Signature("Ada", "ada@example.org", 1_700_000_000, 0)
    repository.git.create_commit("refs/heads/main", by, by, "Add", index.write_tree(repository.git), [])
    assert _changes(repository) == [[("run.wit", WIT, "text")]]


def test_a_link_that_becomes_a_file_is_an_added_file_and_the_other_way_round(repository: RepositoryBuilder) -> None:
    repository.commit({"a.wit": Symlink("b.wit"), "b.wit": "b"})
    repository.commit({"a.wit": "a"})
    repository.commit({"a.wit": Symlink("b.wit")})
    assert _changes(repository) == [[("b.wit", WIT, "b")], [("a.wit", WIT, "a")], [("a.wit", WIT, None)]]


# --- continuing -------------------------------------------------------------------------------------------------------


def test_a_history_continues_after_the_commit_it_was_read_up_to(repository: RepositoryBuilder) -> None:
    repository.commit({"a.wit": "one"})
    since = repository.commit({"b.wit": "one"})
    repository.commit({"a.wit": "two"})
    assert _changes(repository, since) == [[("a.wit", WIT, "two")]]
    assert _mirror(repository).history("main", Revision(since)).since == since


def test_a_history_that_was_read_to_the_end_has_no_steps(repository: RepositoryBuilder) -> None:
    head = Revision(repository.commit({"a.wit": "one"}))
    assert _mirror(repository).history("main", head) == BranchHistory("main", head, ())


def test_a_rewritten_branch_starts_at_the_beginning(repository: RepositoryBuilder) -> None:
    root = repository.commit({"a.wit": "one"})
    gone = repository.commit({"a.wit": "two"})
    repository.git.references.create("refs/heads/main", root, force=True)
    repository.commit({"a.wit": "three"})
    history = _mirror(repository).history("main", Revision(gone))
    assert (history.since, len(history.steps)) == (None, 2)
    assert _changes(repository, gone) == [[("a.wit", WIT, "one")], [("a.wit", WIT, "three")]]


def test_a_commit_that_a_merge_brought_is_not_on_the_branch(repository: RepositoryBuilder) -> None:
    repository.commit({"a.wit": "one"})
    repository.switch("topic")
    topic = repository.commit({"b.wit": "one"})
    repository.switch("main")
    repository.merge("topic", {"b.wit": "one"})
    assert _mirror(repository).history("main", Revision(topic)).since is None


def test_time_on_a_branch_never_goes_back(repository: RepositoryBuilder) -> None:
    dates = ["2024-01-05", "2024-01-03", "2024-01-09", "2024-01-04"]
    revisions = [repository.commit({"a.wit": date}, date=date) for date in dates]
    expected = [datetime.fromisoformat(f"2024-01-0{day}T00:00:00+00:00") for day in (5, 5, 9, 9)]
    assert [step.at for step in _mirror(repository).history("main", None).steps] == expected
    assert [step.commit.date.day for step in _mirror(repository).history("main", None).steps] == [5, 3, 9, 4]
    later = [step.at for step in _mirror(repository).history("main", Revision(revisions[2])).steps]
    assert later == expected[3:]


def test_a_date_beyond_all_calendars_is_the_last_one(repository: RepositoryBuilder) -> None:
    tree = repository.git.TreeBuilder().write()
    by = f"Ada <ada@example.org> {10**13} +0000"
    raw = f"tree {tree}\nauthor {by}\ncommitter {by}\n\nFar away\n".encode()
    commit = repository.git.odb.write(pygit2.enums.ObjectType.COMMIT, raw)
    repository.git.references.create("refs/heads/main", commit)
    (step,) = _mirror(repository).history("main", None).steps
    assert datetime.max.replace(tzinfo=UTC) - step.at < timedelta(seconds=1)


# --- bytes that are no text -------------------------------------------------------------------------------------------


def _raw_commit(repository: RepositoryBuilder, author: bytes, message: bytes, encoding: bytes = b"") -> None:
    tree = str(repository.git.TreeBuilder().write()).encode()
    by = author + b" <a@example.org> 1700000000 +0000"
    lines = [b"tree " + tree, b"author " + by, b"committer " + by]
    lines += [b"encoding " + encoding] if encoding else []
    commit = repository.git.odb.write(pygit2.enums.ObjectType.COMMIT, b"\n".join(lines) + b"\n\n" + message)
    repository.git.references.create("refs/heads/main", commit)


@pytest.mark.parametrize(
    ("encoding", "author", "summary"),
    [(b"", "J�r�me", "Caf�"), (b"ISO-8859-1", "Jérôme", "Café"), (b"no-such-encoding", "J�r�me", "Caf�")],
)
def test_authors_and_messages_that_are_not_utf_8_are_read_as_far_as_they_go(
    encoding: bytes, author: str, summary: str, repository: RepositoryBuilder
) -> None:
    _raw_commit(repository, b"J\xe9r\xf4me", b"Caf\xe9\n\nmore", encoding)
    (step,) = _mirror(repository).history("main", None).steps
    assert (step.commit.author, step.commit.summary) == (author, summary)


def test_an_author_or_a_message_may_be_empty(repository: RepositoryBuilder) -> None:
    _raw_commit(repository, b"", b"")
    (step,) = _mirror(repository).history("main", None).steps
    assert (step.commit.author, step.commit.summary) == ("", "")


def test_a_file_name_that_is_not_utf_8_is_escaped(repository: RepositoryBuilder, tmp_path: Path) -> None:
    blob = str(repository.git.create_blob(b"text"))
    listing = f"100644 blob {blob}\tcaf".encode() + b"\xe9.wit\0" + f"100644 blob {blob}\tgrün.wit\0".encode()
    command = ["git", "-C", str(repository.path), "mktree", "-z"]
    tree = subprocess.run(command, check=True, capture_output=True, input=listing, cwd=tmp_path).stdout.strip()
    by = pygit2.Signature("Ada", "ada@example.org", 1_700_000_000, 0)
    repository.git.create_commit("refs/heads/main", by, by, "Add", pygit2.Oid(hex=tree.decode()), [])
    assert _changes(repository) == [[("caf\\xe9.wit", WIT, "text"), ("grün.wit", WIT, "text")]]


def test_folders_nested_without_end_are_told(repository: RepositoryBuilder) -> None:
    blob = repository.git.create_blob(b"text")
    builder = repository.git.TreeBuilder()
    builder.insert("a.wit", blob, pygit2.enums.FileMode.BLOB)
    tree = builder.write()
    for _ in range(3000):
        builder = repository.git.TreeBuilder()
        builder.insert("d", tree, pygit2.enums.FileMode.TREE)
        tree = builder.write()
    by = pygit2.Signature("Ada", "ada@example.org", 1_700_000_000, 0)
    repository.git.create_commit("refs/heads/main", by, by, "Add", tree, [])
    with pytest.raises(SourceError, match="branch main cannot be read: its folders are nested too deep"):
        _mirror(repository).history("main", None)


def test_an_object_that_is_missing_is_told(repository: RepositoryBuilder) -> None:
    repository.commit({"wit/a.wit": "one"})
    tree = repository.git[repository.head()].peel(pygit2.Tree)["wit"].id
    (repository.path / "objects" / str(tree)[:2] / str(tree)[2:]).unlink()
    with pytest.raises(SourceError, match="branch main cannot be read: "):
        _mirror(repository).history("main", None)


# --- folders ----------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_with_all_below_it_but_links(repository: RepositoryBuilder) -> None:
    revision = Revision(
        repository.commit(
            {
                "wit/deps/io/a.wit": "a",
                "wit/deps/io/more/b.wit": "b",
                "wit/deps/io/c.wit": Symlink("a.wit"),
                "wit/x.wit": "x",
            }
        )
    )
    mirror = _mirror(repository)
    inside = mirror.folder(revision, "wit/deps")
    assert {path: mirror.read(blob) for path, blob in inside.items()} == {"io/a.wit": b"a", "io/more/b.wit": b"b"}
    assert [*mirror.folder(revision, "")] == ["wit/deps/io/a.wit", "wit/deps/io/more/b.wit", "wit/x.wit"]
    assert mirror.folder(revision, "none") == {}
    assert mirror.folder(revision, "wit/x.wit") == {}
