"""The facts that sources yield: frozen values that say what a source said, and where.

A fact never carries a verdict. Lines and columns count from 1; moments are aware `datetime`s in UTC; paths are
relative to the repository's root with forward slashes.
"""

from datetime import datetime
from enum import StrEnum
from typing import NewType

from tracker.frozen import frozen

RepositoryName = NewType("RepositoryName", str)
"""`OWNER/NAME` as GitHub spells it."""

Revision = NewType("Revision", str)
"""A full commit id in lower-case hexadecimal."""

BlobId = NewType("BlobId", str)
"""A git blob's id in lower-case hexadecimal: the same content has the same id everywhere."""


@frozen
class Skipped:
    """A source, or a part of one, that could not be read: told to the user, never passed over in silence."""

    source: str
    """What was skipped: a repository, `OWNER/NAME:path`, or a remote."""
    reason: str
    """Why, in one line."""
    unreachable: bool = False
    """Whether a remote or a tool failed (as against a source that is there and holds something unreadable)."""


# --- git ------------------------------------------------------------------------------------------------------------


class FileKind(StrEnum):
    """What a file is to the tracker."""

    WIT = "wit"
    """A package's own WIT file, never one below a `deps` folder."""
    VENDORED = "vendored"
    """A WIT file below a `deps` folder: of a copy of another package. Followed on default branches only."""
    README = "readme"
    """A README: the document of the folder it lies in."""
    PROPOSAL_LIST = "proposal-list"
    """The Markdown table of proposals in the WASI repository."""
    NOTES = "notes"
    """A meeting's agenda, and after it the notes, in the repository of meetings."""


@frozen
class Commit:
    """One commit."""

    revision: Revision
    date: datetime
    """The committer's date."""
    author: str
    """The author's name, as the commit spells it."""
    summary: str
    """The first line of the message."""
    pull: int | None = None
    """The number of the pull request that it merged, where its first line says so."""


# --- WIT ------------------------------------------------------------------------------------------------------------


class GateKind(StrEnum):
    """The three gates of WIT."""

    SINCE = "since"
    UNSTABLE = "unstable"
    DEPRECATED = "deprecated"


@frozen
class WitPackage:
    """A `package` declaration."""

    namespace: str
    """What stands before the colon: `wasi`."""
    name: str
    version: str | None
    line: int

    @property
    def id(self) -> str:
        """`namespace:name`, without the version: what identifies a package over its history."""
        return f"{self.namespace}:{self.name}"

    def __str__(self) -> str:
        """Return `namespace:name@version`, or without the version when it has none."""
        return self.id if self.version is None else f"{self.id}@{self.version}"


@frozen
class WitGate:
    """A gate on a WIT item."""

    item: str
    """The item's path without its package: `types#response-outparam.send-informational`, `imports#import:timezone`."""
    item_kind: str
    """`interface`, `world`, `function`, `method`, `record`, `import`, ...: a value of `tracker.wit.ItemKind`."""
    kind: GateKind
    feature: str | None
    """The feature's name, of an `@unstable` gate (and of a `@since` that keeps one)."""
    version: str | None
    """The version, of a `@since` or `@deprecated` gate."""
    line: int
    """The line of the gate's `@`."""
    item_line: int
    """The line on which the item itself begins."""
    queued: bool = False
    """Whether a `// @stabilize-next` line stands directly above it."""
    package: WitPackage | None = None
    """The nested package that holds it; `None` for the file's own package."""


@frozen
class WitDependency:
    """Another package that a file's `use`, `import`, `export` or `include` names."""

    namespace: str
    name: str
    version: str | None
    line: int

    @property
    def id(self) -> str:
        """`namespace:name`, without the version."""
        return f"{self.namespace}:{self.name}"


@frozen
class WitProblem:
    """Where a WIT file could not be read."""

    line: int
    column: int
    """Counted in characters, from 1."""
    message: str
    """What was found and what was expected, in one line."""


@frozen
class WitFile:
    """What one WIT file says."""

    packages: tuple[WitPackage, ...] = ()
    """The file's own declaration first, then nested packages; empty when another file of the folder declares it."""
    gates: tuple[WitGate, ...] = ()
    """In the order of the text."""
    dependencies: tuple[WitDependency, ...] = ()
    """Each package once per version, at its first mention; never a package the file itself declares."""
    interfaces: int = 0
    """How many interfaces the file declares."""
    worlds: int = 0
    """How many worlds the file declares."""
    problems: tuple[WitProblem, ...] = ()


@frozen
class WitText:
    """One WIT file as it was read."""

    path: str
    """As the user named it, or below the folder the user named."""
    text: str
    problem: str | None = None
    """Why its content is no text (then `text` is what could be read of it), in one line."""


@frozen
class WitFolder:
    """The WIT files that make up one package, and the packages vendored beside them."""

    path: str
    """The folder; the file itself for a file that is judged alone."""
    files: tuple[WitText, ...]
    """Sorted by path."""
    dependencies: "tuple[WitFolder, ...]" = ()
    """The packages below its `deps`."""


# --- documents --------------------------------------------------------------------------------------------------------


class Topic(StrEnum):
    """What a section of a proposal's document is about, whatever its heading says to the letter."""

    PHASE = "phase"
    CHAMPIONS = "champions"
    PORTABILITY = "portability"
    CONTENTS = "contents"
    INTRODUCTION = "introduction"
    GOALS = "goals"
    NON_GOALS = "non-goals"
    WALKTHROUGH = "walkthrough"
    DESIGN = "design"
    ALTERNATIVES = "alternatives"
    FEEDBACK = "feedback"
    REFERENCES = "references"
    OTHER = "other"


class Filling(StrEnum):
    """What stands under a heading, up to the next heading of any level."""

    EMPTY = "empty"
    """Nothing but white space and comments."""
    FILLER = "filler"
    """Only the proposal template's placeholders: `TODO ...`, text wholly in [square brackets]."""
    CONTENT = "content"
    """Something somebody wrote."""


@frozen
class Section:
    """A heading and what stands directly under it, up to the next heading of any level."""

    topic: Topic
    level: int
    """1 to 6; 0 for what stands before the first heading."""
    line: int
    """The heading's line."""
    filling: Filling
    words: int
    """How many words of content: placeholders, comments and markup do not count."""
    placeholder_heading: bool = False
    """Whether the heading itself is the template's filler, such as `[Use case 1]`."""


@frozen
class ClaimedPhase:
    """The phase a README says its proposal is in."""

    phase: int
    line: int


@frozen
class ClaimedChampion:
    """A champion a README names."""

    name: str
    line: int


@frozen
class Document:
    """What the tracker needs to know of a proposal's README."""

    sections: tuple[Section, ...] = ()
    claimed_phase: ClaimedPhase | None = None
    champions: tuple[ClaimedChampion, ...] = ()
    problem: str | None = None
    """Why it could not be read (then all else is empty), in one line."""


# --- the proposal list ------------------------------------------------------------------------------------------------


@frozen
class ListRow:
    """One row of the proposal list."""

    phase: int
    title: str
    """The text of the link, or of the cell when it has none: `Clocks: Timezone`."""
    url: str | None
    """Where the row links to."""
    champions: tuple[str, ...]
    """Their names, each as it is written."""
    versions: str
    """The text of the Versions cell; often empty."""
    line: int


@frozen
class ListProblem:
    """A place in the proposal list that could not be read."""

    line: int
    message: str


@frozen
class ProposalList:
    """What one version of the proposal list says, in the order of the text."""

    rows: tuple[ListRow, ...] = ()
    problems: tuple[ListProblem, ...] = ()


# --- the reference tool -----------------------------------------------------------------------------------------------


class ReferenceStatus(StrEnum):
    """What the reference tool answered about a folder of WIT."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    """It is not there, failed, ran out of time, or lacked a dependency: no verdict."""


@frozen
class ReferenceVerdict:
    """What the reference tool said of one folder of WIT at one commit."""

    folder: str
    status: ReferenceStatus
    tool: str
    """The tool and its version: `wasm-tools 1.262.0`; empty when there is none."""
    message: str = ""
    """The first error, or why there is no verdict; empty when accepted."""
    path: str | None = None
    """The file the error is in."""
    line: int | None = None


# --- facts as of a moment ---------------------------------------------------------------------------------------------


@frozen
class RepositoryFacts:
    """What one repository's default branch says at one moment."""

    name: RepositoryName
    revision: Revision | None
    """The newest commit of the branch at that moment; `None` when there was none, or it was never read."""
    date: datetime | None
    """The date of that commit."""
    wit: tuple[tuple[str, WitFile], ...] = ()
    """Path and content of its own WIT files."""
    documents: tuple[tuple[str, Document], ...] = ()
    """Path and content of its READMEs."""
    lists: tuple[tuple[str, ProposalList], ...] = ()
    """Path and content of the proposal list; more than one only while it is being moved."""
    references: tuple[ReferenceVerdict, ...] = ()
    features_seen: tuple[tuple[str, str], ...] = ()
    """Path and feature of every `@unstable` gate there ever was on the branch up to that moment."""
    problems: tuple[Skipped, ...] = ()
    """What the last sync could not read of it."""


@frozen
class Facts:
    """Everything the sources say at one moment."""

    at: datetime
    """The moment."""
    synced_at: datetime | None
    """When something new was last recorded."""
    repositories: tuple[RepositoryFacts, ...]
    """In the order of their names."""
