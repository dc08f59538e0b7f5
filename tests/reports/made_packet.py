"""A vote packet as reports show it: of an amendment that nobody voted on yet, and of a proposal at its second vote."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.agenda.values import Deadline, Dependency
from tracker.changes import ApiChange, Change, Effect, Place, Stability
from tracker.chronicle import Outcome
from tracker.facts import Filling, RepositoryName, Revision
from tracker.next_release.ballot import Implementation
from tracker.next_release.packet import Appointment, FollowUp, Packet, PatchKind, Portability, TextSince
from tracker.next_release.proof import Proof, ProofState
from tracker.process.calendar import Departure
from tracker.standing import CriterionResult, CriterionStatus, Evidence, OpenConcern, Readiness
from tracker.voted import PinnedText
from tracker.voting import Confidence, Method, SubjectKind, Vote, VoteSource, VoteSourceKind

HUB = RepositoryName("WebAssembly/WASI")
REVISION = Revision("0123456789abcdef0123456789abcdef01234567")
README = Evidence(
    f"https://github.com/WebAssembly/WASI/blob/{REVISION}/proposals/lamp/README.md#L7", "README.md", 7, REVISION
)
NOW = PinnedText(HUB, "proposals/lamp/wit", REVISION, "b" * 64)
THEN = PinnedText(HUB, "proposals/lamp/wit", Revision("f" * 40), "a" * 64)
QUEUE = """\
--- a/wit/types.wit
+++ b/wit/types.wit
@@ -1,3 +1,4 @@
 interface types {
+  // @stabilize-next
   @unstable(feature = lamp-dimmer)
   dim: func();
"""
PACKET = Packet(
    as_of=datetime(2026, 8, 20, 12, tzinfo=UTC),
    subject="lamp/lamp-dimmer",
    title="Lamp: Dimmer",
    question="Should Lamp: Dimmer advance from phase 2 to phase 3, so that what the feature lamp-dimmer gates in "
    "wasi:lamp becomes stable?",
    phase=2,
    target=3,
    readiness=Readiness.UNDETERMINED,
    champions=("Ada Author", "Bo Builder"),
    url="https://github.com/WebAssembly/WASI/tree/HEAD/proposals/lamp",
    criteria=(
        CriterionResult("overview", 2, CriterionStatus.MET, "written in README.md", (README,)),
        CriterionResult("portability-plan", 3, CriterionStatus.UNKNOWN, "people must attest it"),
    ),
    titles=(("overview", 2, "Overview document"), ("portability-plan", 3, "Portability criteria met or planned")),
    text=TextSince(None, None, NOW, whole=("wasi:lamp/types#dim func(percent: u8)",)),
    portability=Portability(README, Filling.CONTENT, 42),
    dependencies=(Dependency("wasi:io", 3), Dependency("wasi:mains", None)),
    concerns=(OpenConcern("c" * 64, "lamp/lamp-dimmer", "Cleo Coder", date(2026, 7, 2), "Too *dark*", None),),
    implementations=(Implementation("Dan Drafter", date(2026, 7, 1), "ships in glow 4", "https://example.org/glow"),),
    appointment=Appointment(
        date(2026, 9, 3), "wasi/2026/WASI-09-03.md", None, date(2026, 8, 27), date(2026, 9, 2), valid=True, asked=False
    ),
    earliest=date(2026, 8, 27),
    deadlines=(
        Deadline(Departure("0.3", date(2026, 10, 6), "0.3.2"), date(2026, 10, 1), date(2026, 9, 24), date(2026, 9, 30)),
    ),
    follow_ups=(
        FollowUp(
            PatchKind.QUEUE,
            HUB,
            "wasi-0.2",
            "0.2.13",
            "queue 1 gate of wasi:lamp@0.2.12 for 0.2.13",
            QUEUE,
            Proof(ProofState.PROVED, "git apply takes it"),
        ),
        FollowUp(
            PatchKind.LIST,
            HUB,
            None,
            None,
            "take its row out",
            "",
            Proof(ProofState.UNPROVED, "no mirror is kept here"),
        ),
    ),
)
"""Of an amendment that nobody voted on yet."""
VOTE = Vote(
    date(2025, 3, 6),
    "lamp",
    SubjectKind.PROPOSAL,
    "Should Lamp advance to phase 2?",
    2,
    Method.POLL,
    None,
    Outcome.PASSED,
    Confidence.HIGH,
    VoteSource(VoteSourceKind.REVIEWED, "wasi/2025/WASI-03-06.md", 40, "https://example.org/notes"),
)
RENAMED = ApiChange(
    Change.FUNCTION_ADDED,
    "wasi:lamp/types#off",
    None,
    Place("wit/types.wit", 4),
    Stability.STABLE,
    Effect.ADDITION,
    "the function off is new",
)
BARE = replace(
    PACKET,
    subject="lamp",
    title="Lamp",
    question="Should Lamp advance from phase 2 to phase 3?",
    champions=(),
    url=None,
    criteria=(),
    text=TextSince(VOTE, THEN, NOW, changes=(RENAMED,)),
    portability=None,
    dependencies=(),
    concerns=(),
    implementations=(),
    appointment=None,
    earliest=None,
    deadlines=(),
    follow_ups=(),
)
"""Of a proposal of which nothing else is known than that it was voted on before."""
