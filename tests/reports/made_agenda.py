"""An agenda made by hand, about lamps and looms."""

from datetime import UTC, date, datetime

from tracker.agenda.values import Agenda, Candidate, Deadline, Dependency, Matter, Meeting
from tracker.facts import RepositoryName, Revision
from tracker.process.calendar import Departure
from tracker.standing import CriterionResult, CriterionStatus, Evidence, Readiness
from tracker.voting import AgendaItem

AT = datetime(2030, 3, 5, 12, tzinfo=UTC)
ANNOUNCED = Departure("0.1", date(2030, 4, 2), "0.1.4")
BY_TRAIN = Departure("0.1", date(2030, 6, 4), None)
URL = "https://github.com/Own/wasi-lamp/tree/HEAD/api"
PLACE = Evidence("https://example.org/api/README.md#L4", "api/README.md", 4, Revision("aa"))
WIT = CriterionResult("wit", 2, CriterionStatus.MET, "wasi:loom with 1 interface")
PLAN = CriterionResult("portability-plan", 3, CriterionStatus.UNKNOWN, "people must attest it")
INHERITED = CriterionResult(
    "wit", 2, CriterionStatus.INHERITED, "answered by lamp: a | b", (PLACE,), "lamp", CriterionStatus.MET
)

DIMMER = Candidate(
    id="lamp/lamp-dimmer",
    title="Lamp: Dim_mer",
    feature="lamp-dimmer",
    phase=2,
    target=3,
    readiness=Readiness.UNDETERMINED,
    champions=("Ada Author", "Bo Builder"),
    url=URL,
    criteria=(INHERITED, PLAN),
    open=(PLAN,),
    dependencies=(Dependency("wasi:io", 3), Dependency("wasi:wick", None)),
    earliest=date(2030, 3, 14),
    deadlines=(
        Deadline(ANNOUNCED, date(2030, 3, 28), date(2030, 3, 21), date(2030, 3, 27)),
        Deadline(BY_TRAIN, date(2030, 5, 23), date(2030, 5, 16), date(2030, 5, 22)),
    ),
)
LOOM = Candidate(
    id="loom",
    title="Loom",
    feature=None,
    phase=0,
    target=1,
    readiness=Readiness.READY,
    champions=(),
    url=None,
    criteria=(WIT,),
    open=(),
    dependencies=(),
    earliest=None,
    deadlines=(Deadline(ANNOUNCED, date(2030, 3, 7), date(2030, 2, 28), date(2030, 3, 7)),),
    asked=(date(2030, 3, 7),),
)
PATH = "own/2030/OWN-03-07.md"
NOTED = f"https://github.com/Own/meetings/blob/bb/{PATH}"
MEETINGS = (
    Meeting(
        date(2030, 3, 7),
        planned=False,
        path=PATH,
        url=NOTED,
        matters=(
            Matter(AgendaItem("Opening", 9, 0), (), f"{NOTED}#L9", usual=True),
            Matter(AgendaItem("Proposals", 10, 0), (), f"{NOTED}#L10"),
            Matter(
                AgendaItem("Loom to phase 1", 11, 1, ("@ada",), ("https://example.org/loom",), asks_vote=True, phase=1),
                ("loom",),
                f"{NOTED}#L11",
            ),
        ),
    ),
    Meeting(date(2030, 3, 14), planned=False, path="own/2030/OWN-03-14.md", url="https://example.org/14"),
    Meeting(date(2030, 3, 28), planned=True, path="own/2030/OWN-03-28.md"),
)
AGENDA = Agenda(
    as_of=AT,
    repository=RepositoryName("Own/meetings"),
    meetings=MEETINGS,
    releases=(ANNOUNCED, BY_TRAIN),
    ready=(LOOM,),
    undetermined=(DIMMER,),
    titles=(("wit", 2, "WIT of the API"), ("portability-plan", 3, "A plan")),
    sources=("https://example.org/train",),
)
EMPTY = Agenda(AT, None, (), (), (), ())
