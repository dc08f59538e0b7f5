"""What a decision is about, told by the words in and around it."""

import pytest

from tests.made_facts import github, hub, identified, repository, row, unstable, wit
from tracker.chronicle import Outcome
from tracker.decisions.finding import subjects_of
from tracker.decisions.names import known_names
from tracker.voting import Confidence, Method, NotedDecision, SubjectKind

FORMER = {
    "beacon": "lamp",
    "wasi-beacon": "lamp",
    "wasi-loom": "loom",
    "loom": "loom",
    "kiln": "kiln",
    "wasi-kiln": "kiln",
    "vote": "vote",
    "wasi-vote": "vote",
    "lamp/old-shade": "lamp/lamp-shade",
    "spec": "spec",
    "else/spec": "spec",
}
SUBJECTS = identified(
    hub(
        row(3, "Lamp", github("Own/hub", "proposals/lamp"), line=5),
        row(2, "Lamp: Twilight", github("Own/hub", "proposals/lamp"), line=6),
        row(2, "Thread-and-Needle Store", github("Own/wasi-needle"), line=9),
        row(1, "Weaving (wasi-loom)", github("Own/wasi-loom"), line=12),
        row(1, "Anvil", None, line=13),
        row(1, "Felt", None, line=14),
        row(0, "else/spec", github("else/spec"), line=18),
        files={"proposals/lamp/wit/lamp.wit": wit("wasi:lamp@0.3.0", unstable("lamp-dim-slowly"))},
    ),
    repository("Own/wasi-needle", {"wit/needle.wit": wit("wasi:needle@0.1.0")}),
)
NAMES = known_names(SUBJECTS, FORMER)
PROPOSAL, AMENDMENT, UNKNOWN = SubjectKind.PROPOSAL, SubjectKind.AMENDMENT, SubjectKind.UNKNOWN
RELEASE, FEATURE, PROCESS = SubjectKind.RELEASE, SubjectKind.FEATURE, SubjectKind.PROCESS


def _about(*named: str, phase: int | None = None) -> tuple[tuple[tuple[str, SubjectKind], ...], str]:
    decision = NotedDecision(7, "Shall it be?", Method.POLL, None, Outcome.PASSED, None, phase, named, Confidence.HIGH)
    found = subjects_of(decision, NAMES)
    return found.subjects, found.doubt


@pytest.mark.parametrize(
    ("named", "subject"),
    [
        ("wasi-lamp", "lamp"),
        ("Vote: advance `wasi:lamp/types` to phase 2", "lamp"),
        ("WASI Lamp moves forward after a long and lively talk about shades", "lamp"),
        ("https://github.com/Own/wasi-needle/pull/12", "needle"),
        ("https://github.com/Own/hub/tree/main/proposals/lamp", "lamp"),
        ("https://github.com/Else/wasi-beacon", "lamp"),
        ("Poll: beacon", "lamp"),
        ("Thread and Needle Stores", "needle"),
        ("threadandneedle store, phase 2", "needle"),
        ("Weaving (advances)", "loom"),
        ("Poll: kiln", "kiln"),
        ("anvil smithy", "anvil"),
        ("wasi-vote", "vote"),
        ("a lamp such as wasi-loom: wasi-lamp", "lamp"),
        ("since it is similar to wasi-loom, wasi-anvil goes the same way", "anvil"),
    ],
)
def test_a_proposal_is_known_by_any_name_it_has_or_had(named: str, subject: str) -> None:
    assert _about(named, phase=2) == (((subject, PROPOSAL),), "")


@pytest.mark.parametrize(
    ("named", "subject"),
    [
        ("Lamp: Twilight to phase 3", "lamp/twilight"),
        ("wasi-lamp: dim slowly", "lamp/lamp-dim-slowly"),
        ("stabilize lamp-dim-slowly", "lamp/lamp-dim-slowly"),
        ("dim slowly", "lamp/lamp-dim-slowly"),
        ("Lamp and its old shade", "lamp/lamp-shade"),
    ],
)
def test_an_amendment_comes_before_its_proposal(named: str, subject: str) -> None:
    assert _about(named, phase=3) == (((subject, AMENDMENT),), "")


def test_an_amendment_of_one_word_needs_its_proposal_beside_it() -> None:
    assert _about("Twilight", phase=3) == ((("Twilight", UNKNOWN),), "its subject is none that is known")
    assert _about("Twilight", "on the lamp", phase=3) == ((("lamp/twilight", AMENDMENT),), "")


def test_a_heading_may_name_the_amendment_where_the_question_names_the_proposal() -> None:
    assert _about("advance wasi-lamp", "dim slowly", phase=3) == ((("lamp/lamp-dim-slowly", AMENDMENT),), "")


@pytest.mark.parametrize(
    ("named", "subject", "kind"),
    [
        ("consensus to launch Preview 3", "preview-3", RELEASE),
        ("the vote to launch wasip4", "wasi-0.4.0", RELEASE),
        ("we launch p4 with the lamp", "wasi-0.4.0", RELEASE),
        ("WASI 0.4 vote", "wasi-0.4.0", RELEASE),
        ("release 0.4.2", "wasi-0.4.2", RELEASE),
        ("WASI 1.0.0-rc.1", "wasi-1.0.0-rc.1", RELEASE),
        ("wasi-lamp in preview 3", "lamp", PROPOSAL),
        ("Adopt Component Model map type", "component-model/map", FEATURE),
        ("may WASI depend on error-context?", "component-model/error-context", FEATURE),
        ("🔧", "component-model/fixed-length-lists", FEATURE),
        ("Component Model threads", "component-model/threads", FEATURE),
        ("external-id", "component-model/implements", FEATURE),
        ("a vote on the meeting schedule", "process/meeting-schedule", PROCESS),
        ("cadence of WASI 0.4 releases", "process/cadence-0-4-releases", PROCESS),
        ("new co-chair: Ada Author", "process/co-chair-ada-author", PROCESS),
        ("Ada Author: a schedule (slides)", "process/schedule", PROCESS),
        ("rules for adopting component model features in WASI", "process/rules-component-model-features", PROCESS),
        ("WASI 0.4 vote (./slides/vote-process.pdf)", "wasi-0.4.0", RELEASE),
    ],
)
def test_releases_features_and_rules_are_told_apart(named: str, subject: str, kind: SubjectKind) -> None:
    assert _about(named) == (((subject, kind),), "")


def test_a_word_is_a_feature_where_the_component_model_is_spoken_of() -> None:
    assert _about("the map", "Component Model") == ((("component-model/map", FEATURE),), "")
    assert _about("the map") == ((("the map", UNKNOWN),), "its subject is none that is known")


def test_a_feature_that_nobody_knows_is_for_a_person_to_see() -> None:
    assert _about("Adopt the component model's teapot builtins") == (
        (("component-model/teapot", FEATURE),),
        "the feature is none that is known",
    )


def test_a_question_with_a_phase_is_about_no_rule_and_no_release() -> None:
    assert _about("it meets the criteria of WASI 0.4", "Anvil", phase=2) == ((("anvil", PROPOSAL),), "")


def test_a_rule_spoken_of_in_passing_is_not_the_subject() -> None:
    passing = "we follow the same process that we held on to when the last great weaving was stopped"
    assert _about(passing, "map type", "Component Model") == ((("component-model/map", FEATURE),), "")
    assert _about(passing)[0][0][1] is PROCESS


def test_what_a_phase_asks_for_is_a_rule_though_it_names_a_phase() -> None:
    rule = "process/require-dyes-acceptance-criteria"
    assert _about("require dyes as phase 2 acceptance criteria", phase=2) == (((rule, PROCESS),), "")


def test_everyday_words_beside_a_feature_are_features_as_well() -> None:
    assert _about("map and error-context") == (
        (("component-model/map", FEATURE), ("component-model/error-context", FEATURE)),
        "",
    )


def test_subjects_that_a_question_lists_are_all_meant() -> None:
    assert _about("advance wasi-lamp, wasi-loom and wasi-needle", phase=2) == (
        (("lamp", PROPOSAL), ("loom", PROPOSAL), ("needle", PROPOSAL)),
        "",
    )


def test_of_subjects_that_a_sentence_speaks_of_the_heading_tells_which_is_meant() -> None:
    text = "wasi-loom has waited for years now that wasi-lamp is there"
    assert _about(text, "Vote: wasi-lamp", phase=2) == ((("lamp", PROPOSAL),), "")
    assert _about(text, phase=2) == ((("loom", PROPOSAL),), "the words name several subjects")


def test_the_likeliest_text_decides() -> None:
    assert _about("this one", "wasi-loom", "wasi-lamp", phase=2) == ((("loom", PROPOSAL),), "")


def test_an_everyday_word_in_a_long_sentence_is_doubtful() -> None:
    named = "we felt that everybody liked how it turned out lately"
    assert _about(named, phase=2) == ((("felt", PROPOSAL),), "its subject is named by an everyday word only")
    assert _about(named, "wasi-lamp", phase=2) == ((("lamp", PROPOSAL),), "")


def test_a_name_that_nobody_knows_stays_as_it_was_written() -> None:
    doubt = "its subject is none that is known"
    assert _about("New proposal: wasi-teapot", "wasi-lamp", phase=1) == ((("wasi-teapot", UNKNOWN),), doubt)
    assert _about("teapots  for\nall", phase=1) == ((("teapots for all", UNKNOWN),), doubt)
    assert _about(phase=1) == ((("Shall it be?", UNKNOWN),), doubt)


def test_words_of_voting_and_parts_of_foreign_names_name_nothing() -> None:
    doubt = "its subject is none that is known"
    assert _about("the vote", phase=1) == ((("the vote", UNKNOWN),), doubt)
    assert _about("the spec", phase=1) == ((("the spec", UNKNOWN),), doubt)
    assert _about("else/spec", phase=1) == ((("spec", PROPOSAL),), "")
