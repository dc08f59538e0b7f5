"""Links of the proposal list, and the file of names that no rule can match."""

import pytest

from tests.made_facts import ALIASES
from tracker.aliases import AliasesError, Place, load_aliases, shipped_aliases
from tracker.facts import RepositoryName

WHOLE = """
[registry]
repository = "Own/hub"
lists = ["docs/List.md"]
proposals = "proposals"
[renamed]
"Own/wasi-old" = "Own/wasi-new"
[repositories]
more = ["Own/wasi-more"]
not_proposals = ["Own/template"]
[features]
"Lamp: Twilight" = "lamp-dim"
"""


@pytest.mark.parametrize(
    ("url", "repository", "path"),
    [
        ("https://github.com/Own/wasi-lamp", "Own/wasi-lamp", ""),
        ("https://github.com/Own/wasi-lamp/", "Own/wasi-lamp", ""),
        ("http://www.github.com/Own/wasi-lamp.git", "Own/wasi-lamp", ""),
        ("github.com/Own/wasi-lamp#goals", "Own/wasi-lamp", ""),
        ("https://github.com/Own/wasi-lamp?tab=readme-ov-file", "Own/wasi-lamp", ""),
        (" https://github.com/Own/wasi-lamp/tree/main ", "Own/wasi-lamp", ""),
        ("https://github.com/Own/wasi-lamp/tree/main/a%20b/c/", "Own/wasi-lamp", "a b/c"),
        ("https://github.com/Own/wasi-lamp/blob/main/README.md", "Own/wasi-lamp", ""),
        ("https://github.com/Own/wasi-lamp/blob/main/a/README.md#x", "Own/wasi-lamp", "a"),
        ("https://github.com/Own/wasi-lantern", "Own/wasi-lamp", ""),
        ("https://github.com/OWN/WASI-LANTERN/tree/main/a", "Own/wasi-lamp", "a"),
        ("https://github.com/own/HUB/tree/main/proposals/lamp", "Own/hub", "proposals/lamp"),
        ("https://github.com/Own/w.a-s_i", "Own/w.a-s_i", ""),
    ],
)
def test_a_link_to_github_leads_to_a_folder_of_a_repository(url: str, repository: str, path: str) -> None:
    assert ALIASES.place(url) == Place(RepositoryName(repository), path)


@pytest.mark.parametrize(
    "url",
    [None, "", "https://example.org/Own/wasi-lamp", "https://github.com/Own", "https://notgithub.com/a/b", "lamp.md"],
)
def test_any_other_link_leads_nowhere(url: str | None) -> None:
    assert ALIASES.place(url) is None


def test_the_file_of_aliases_is_read_whole() -> None:
    aliases = load_aliases(WHOLE)
    assert (aliases.registry, aliases.lists, aliases.proposals) == ("Own/hub", ("docs/List.md",), "proposals")
    assert (dict(aliases.renamed), aliases.more) == ({"Own/wasi-old": "Own/wasi-new"}, ("Own/wasi-more",))
    assert (sorted(aliases.not_proposals), dict(aliases.features)) == (["Own/template"], {"Lamp: Twilight": "lamp-dim"})


def test_everything_but_the_registry_may_be_left_out() -> None:
    aliases = load_aliases(WHOLE.partition("[renamed]")[0])
    assert (dict(aliases.renamed), aliases.more, aliases.not_proposals, dict(aliases.features)) == (
        {},
        (),
        frozenset(),
        {},
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[registry", "data/aliases.toml: Expected ']' at the end of a table declaration (at end of document)"),
        ("", "data/aliases.toml: the key 'registry' is missing"),
        ('[registry]\nrepository = "a/b"\nproposals = "p"', "data/aliases.toml: the key 'lists' is missing"),
    ],
)
def test_a_broken_file_is_told_in_one_line(text: str, said: str) -> None:
    with pytest.raises(AliasesError) as raised:
        load_aliases(text)
    assert str(raised.value) == said


def test_no_shipped_name_is_renamed_twice() -> None:
    renamed = shipped_aliases().renamed
    assert renamed.keys() & set(renamed.values()) == set()


def test_a_new_name_that_the_host_told_is_taken_everywhere() -> None:
    old = load_aliases(f'{WHOLE}[meetings]\nrepository = "Own/notes"\nnotes = "wasi"\n')
    names = {
        "own/HUB": "New/hub",
        "Own/wasi-new": "New/wasi-lamp",
        "Own/wasi-more": "New/more",
        "Own/notes": "New/notes",
    }
    new = old.with_renamed({RepositoryName(before): RepositoryName(now) for before, now in names.items()})
    assert (new.registry, new.meetings, new.more, new.not_proposals) == (
        "New/hub",
        "New/notes",
        ("New/more",),
        frozenset({"Own/template"}),
    )
    links = ("Own/wasi-old", "Own/wasi-new", "New/wasi-lamp", "Own/hub/tree/main/a", "own/Notes")
    assert [new.place(f"https://github.com/{link}") for link in links] == [
        Place(RepositoryName("New/wasi-lamp")),
        Place(RepositoryName("New/wasi-lamp")),
        Place(RepositoryName("New/wasi-lamp")),
        Place(RepositoryName("New/hub"), "a"),
        Place(RepositoryName("New/notes")),
    ]
    assert old.with_renamed({}) is old


def test_names_that_lead_in_a_circle_or_are_in_use_again_lead_somewhere() -> None:
    """A repository may get its old name back: what the host told is newer than the file."""
    aliases = load_aliases(WHOLE).with_renamed({RepositoryName("Own/wasi-new"): RepositoryName("Own/wasi-old")})
    assert aliases.current(RepositoryName("Own/wasi-new")) == aliases.current(RepositoryName("Own/wasi-old"))
    assert aliases.current(RepositoryName("Own/wasi-old")) == "Own/wasi-old"
    names = {"A/one": "A/two", "A/two": "A/one"}
    circle = load_aliases(WHOLE).with_renamed({RepositoryName(old): RepositoryName(new) for old, new in names.items()})
    assert circle.current(RepositoryName("A/one")) in names
