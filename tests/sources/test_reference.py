"""The reference tool is asked about each folder of WIT, with what the folder depends on beside it."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

import pytest

from tests.builders import RepositoryBuilder
from tracker.facts import ReferenceStatus, ReferenceVerdict, RepositoryName
from tracker.frozen import frozen
from tracker.sources import git
from tracker.sources.git import Mirror
from tracker.sources.reference import Referee
from tracker.wit.reference import Files, ReferenceTool

Asked = dict[str, tuple[list[str], dict[str, list[str]]]]


@frozen
class _Witness(ReferenceTool):
    """A tool that accepts everything and remembers what it was given."""

    asked: Asked = field(default_factory=dict)

    def check(
        self, folder_name: str, files: Files, dependencies: Mapping[str, Files] | None = None
    ) -> ReferenceVerdict:
        given = {name: sorted(inside) for name, inside in (dependencies or {}).items()}
        self.asked[folder_name] = (sorted(files), given)
        return ReferenceVerdict(folder_name, ReferenceStatus.ACCEPTED, self.version)


@pytest.fixture
def witness() -> _Witness:
    return _Witness(Path("tool"), "tool 1")


def _judge(repository: RepositoryBuilder, tool: ReferenceTool) -> list[ReferenceVerdict]:
    mirror = Mirror(RepositoryName("Owner/wasi-demo"), repository.path)
    return list(Referee(tool).judge(mirror, "main", {}))


def test_each_folder_of_wit_is_asked_about_by_itself(repository: RepositoryBuilder, witness: _Witness) -> None:
    repository.commit({"wit/a.wit": "package a:a;", "wit/b.wit": "", "c.wit": "package c:c;", "README.md": "x"})
    assert _judge(repository, witness) == [
        ReferenceVerdict("", ReferenceStatus.ACCEPTED, "tool 1"),
        ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, "tool 1"),
    ]
    assert witness.asked == {"": (["c.wit"], {}), "wit": (["a.wit", "b.wit"], {})}


def test_vendored_copies_come_before_the_repositorys_own_folders(
    repository: RepositoryBuilder, witness: _Witness
) -> None:
    repository.commit(
        {
            "a/wit/a.wit": "package x:a@1.0.0;\nworld w { import x:b/i@1.0.0; import x:c/i@1.0.0; }",
            "a/wit/deps/b/b.wit": "package x:b@1.0.0;\ninterface i {}",
            "a/wit/deps/b/notes.md": "not WIT",
            "a/wit/deps/single.wit": "package x:single;",
            "b/wit/b.wit": "package x:b@1.0.0;\ninterface i {}",
            "c/wit/c.wit": "package x:c@1.0.0;\ninterface i {}",
        }
    )
    _judge(repository, witness)
    vendored = {"b": ["b.wit"], "single.wit": ["single.wit"]}
    assert witness.asked["a/wit"] == (["a.wit"], {**vendored, "c_wit": ["c.wit"]})


def test_what_a_sibling_depends_on_is_laid_out_too_and_a_circle_ends(
    repository: RepositoryBuilder, witness: _Witness
) -> None:
    repository.commit(
        {
            "a/a.wit": "package x:a;\nworld w { import x:b/i; }",
            "b/b.wit": "package x:b;\ninterface i { use x:c/i.{t}; }",
            "c/c.wit": "package x:c;\ninterface i { type t = u8; }\nworld w { import x:a/none; import x:far/i; }",
        }
    )
    _judge(repository, witness)
    assert witness.asked["a"][1] == {"b": ["b.wit"], "c": ["c.wit"]}


def test_a_sibling_of_another_version_is_no_dependency(repository: RepositoryBuilder, witness: _Witness) -> None:
    repository.commit(
        {
            "a/a.wit": "package x:a;\nworld w { import x:b/i@0.2.0; }",
            "old/b.wit": "package x:b@0.1.0;\ninterface i {}",
            "new/b.wit": "package x:b@0.2.0;\ninterface i {}",
        }
    )
    _judge(repository, witness)
    assert witness.asked["a"][1] == {"new": ["b.wit"]}


def test_a_folder_with_a_file_that_cannot_be_read_has_no_verdict(
    repository: RepositoryBuilder, witness: _Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "BLOB_LIMIT", 100)
    repository.commit(
        {
            "a/huge.wit": "x" * 101,
            "a/a.wit": "package x:a;",
            "b/b.wit": "package x:b;",
            "c/c.wit": "package x:c;",
            "c/deps/d/d.wit": "y" * 101,
        }
    )
    reason = "has 101 bytes, more than the 100 read"
    verdicts = {verdict.folder: verdict for verdict in _judge(repository, witness)}
    assert {folder: verdict.status.value for folder, verdict in verdicts.items()} == {
        "a": "unknown",
        "b": "accepted",
        "c": "unknown",
    }
    assert verdicts["a"].message.endswith(reason)
    assert verdicts["c"].message.endswith(reason)


def test_a_file_that_is_no_text_is_left_to_the_tool(repository: RepositoryBuilder, witness: _Witness) -> None:
    repository.commit({"a/a.wit": b"package \xff;"})
    _judge(repository, witness)
    assert witness.asked == {"a": (["a.wit"], {})}


def test_the_tool_accepts_a_folder_with_its_dependencies_and_rejects_a_broken_one(
    repository: RepositoryBuilder,
) -> None:
    referee = Referee.find()
    if referee is None:
        pytest.skip("wasm-tools is neither on PATH nor installed as a package")
    repository.commit(
        {
            "a/a.wit": "package x:a@1.0.0;\ninterface i { use x:b/i@1.0.0.{t}; f: func(v: t); }",
            "b/b.wit": "package x:b@1.0.0;\ninterface i { type t = u8; }",
            "c/c.wit": "package x:c;\n\ninterface i { f: func(v: none); }",
            "d/d.wit": "package x:d;\ninterface i { use far:away/i.{t}; }",
        }
    )
    mirror = Mirror(RepositoryName("Owner/wasi-demo"), repository.path)
    told = [(each.folder, each.status.value, each.path, each.line) for each in referee.judge(mirror, "main", {})]
    assert [each[:2] for each in told] == [("a", "accepted"), ("b", "accepted"), ("c", "rejected"), ("d", "unknown")]
    assert told[2] == ("c", "rejected", "c.wit", 3)
