"""What changed between two versions of a package's API: named changes, their effect, and the version bump they need."""

from enum import StrEnum

from tracker.frozen import frozen


class Change(StrEnum):
    """What happened to an item, named by the event."""

    PACKAGE_ADDED = "package-added"
    PACKAGE_REMOVED = "package-removed"
    PACKAGE_RENAMED = "package-renamed"
    PACKAGE_VERSION_CHANGED = "package-version-changed"
    DEPENDENCY_VERSION_CHANGED = "dependency-version-changed"
    INTERFACE_ADDED = "interface-added"
    INTERFACE_REMOVED = "interface-removed"
    WORLD_ADDED = "world-added"
    WORLD_REMOVED = "world-removed"
    FUNCTION_ADDED = "function-added"
    FUNCTION_REMOVED = "function-removed"
    METHOD_ADDED = "method-added"
    METHOD_REMOVED = "method-removed"
    STATIC_ADDED = "static-added"
    STATIC_REMOVED = "static-removed"
    CONSTRUCTOR_ADDED = "constructor-added"
    CONSTRUCTOR_REMOVED = "constructor-removed"
    ACCESSOR_ADDED = "accessor-added"
    ACCESSOR_REMOVED = "accessor-removed"
    PARAMETER_ADDED = "parameter-added"
    PARAMETER_REMOVED = "parameter-removed"
    PARAMETER_RENAMED = "parameter-renamed"
    PARAMETERS_REORDERED = "parameters-reordered"
    PARAMETER_TYPE_CHANGED = "parameter-type-changed"
    RESULT_ADDED = "result-added"
    RESULT_REMOVED = "result-removed"
    RESULT_TYPE_CHANGED = "result-type-changed"
    BECAME_ASYNC = "became-async"
    NO_LONGER_ASYNC = "no-longer-async"
    TYPE_ADDED = "type-added"
    TYPE_REMOVED = "type-removed"
    TYPE_KIND_CHANGED = "type-kind-changed"
    TYPE_MOVED = "type-moved"
    ALIAS_TARGET_CHANGED = "alias-target-changed"
    RECORD_FIELD_ADDED = "record-field-added"
    RECORD_FIELD_REMOVED = "record-field-removed"
    RECORD_FIELD_TYPE_CHANGED = "record-field-type-changed"
    RECORD_FIELDS_REORDERED = "record-fields-reordered"
    VARIANT_CASE_ADDED = "variant-case-added"
    VARIANT_CASE_REMOVED = "variant-case-removed"
    VARIANT_CASE_PAYLOAD_CHANGED = "variant-case-payload-changed"
    VARIANT_CASES_REORDERED = "variant-cases-reordered"
    ENUM_CASE_ADDED = "enum-case-added"
    ENUM_CASE_REMOVED = "enum-case-removed"
    ENUM_CASES_REORDERED = "enum-cases-reordered"
    FLAG_ADDED = "flag-added"
    FLAG_REMOVED = "flag-removed"
    FLAGS_REORDERED = "flags-reordered"
    RESOURCE_ADDED = "resource-added"
    RESOURCE_REMOVED = "resource-removed"
    WORLD_IMPORT_ADDED = "world-import-added"
    WORLD_IMPORT_REMOVED = "world-import-removed"
    WORLD_IMPORT_CHANGED = "world-import-changed"
    WORLD_EXPORT_ADDED = "world-export-added"
    WORLD_EXPORT_REMOVED = "world-export-removed"
    WORLD_EXPORT_CHANGED = "world-export-changed"
    INCLUDE_ADDED = "include-added"
    INCLUDE_REMOVED = "include-removed"
    INCLUDE_RENAMES_CHANGED = "include-renames-changed"
    USE_ADDED = "use-added"
    USE_REMOVED = "use-removed"
    USE_TARGET_CHANGED = "use-target-changed"
    GATE_ADDED = "gate-added"
    GATE_REMOVED = "gate-removed"
    GATE_STABILIZED = "gate-stabilized"
    GATE_UNSTABILIZED = "gate-unstabilized"
    FEATURE_CHANGED = "feature-changed"
    SINCE_VERSION_CHANGED = "since-version-changed"
    DEPRECATED_ADDED = "deprecated-added"
    DEPRECATED_REMOVED = "deprecated-removed"
    DEPRECATED_VERSION_CHANGED = "deprecated-version-changed"
    EXTERNAL_ID_CHANGED = "external-id-changed"
    DOCUMENTATION_CHANGED = "documentation-changed"

    @property
    def mirror(self) -> "Change":
        """The change that going back from the new version to the old one would be."""
        for one, other in (
            ("-added", "-removed"),
            ("-stabilized", "-unstabilized"),
            ("became-async", "no-longer-async"),
        ):
            if self.endswith(one):
                return Change(self.removesuffix(one) + other)
            if self.endswith(other):
                return Change(self.removesuffix(other) + one)
        return self


class Stability(StrEnum):
    """What was promised of an item."""

    STABLE = "stable"
    UNSTABLE = "unstable"
    """It, or what holds it, is behind `@unstable`: it may change at any time."""
    DEPRECATED = "deprecated"
    """It is stable, and `@deprecated` in at least one of the two versions."""


class Effect(StrEnum):
    """What a change does to those who built against the old version."""

    BREAKING = "breaking"
    """What was built against the old version may not work with the new one."""
    ADDITION = "addition"
    """The new version offers, or announces, something the old one did not."""
    NEUTRAL = "neutral"
    """Nothing they would notice; every change to an unstable item is neutral."""


@frozen
class Place:
    """A line of a WIT file."""

    file: str
    """Its path, below the folder that was compared."""
    line: int

    def __str__(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}"


@frozen
class ApiChange:
    """One change."""

    kind: Change
    item: str
    """The item's path, `wasi:http/types#fields.get`, which goes on to the part concerned, such as a field."""
    old: Place | None
    """Where it stood; `None` for what is new."""
    new: Place | None
    """Where it stands; `None` for what is gone."""
    stability: Stability
    effect: Effect
    message: str
    """What happened, in one line."""

    @property
    def compatible(self) -> bool:
        """Whether what was built against the old version goes on working."""
        return self.effect is not Effect.BREAKING


class Bump(StrEnum):
    """A part of a version that is raised."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


@frozen
class PackageVerdict:
    """What the changes of one package mean for its version."""

    package: str
    """`namespace:name`; empty when no file declares the package."""
    old_version: str | None
    """The version it had; `None` when it declared none."""
    new_version: str | None
    """The version it has now."""
    breaking: int
    """How many changes break."""
    needed: Bump
    """The smallest bump that allows the changes."""
    actual: Bump | None
    """How far the version was raised; `None` when it has none, or went back."""
    sufficient: bool | None
    """Whether that is far enough; `None` when a version is missing."""
    reason: str
    """Why, in one line."""


@frozen
class Comparison:
    """Two versions of an API, compared."""

    changes: tuple[ApiChange, ...]
    """Package by package; within one, in the order of the text."""
    verdicts: tuple[PackageVerdict, ...]
    """One for each package that is there in both versions."""

    @property
    def compatible(self) -> bool:
        """Whether no change breaks anything stable."""
        return all(change.compatible for change in self.changes)

    @property
    def sufficient(self) -> bool | None:
        """Whether every package's version was raised far enough; `None` when that cannot be told of one."""
        every = {verdict.sufficient for verdict in self.verdicts}
        return False if False in every else None if None in every or not every else True


@frozen
class ReadingProblem:
    """Something in one of the versions that could not be read."""

    file: str
    line: int | None
    """`None` when the file as a whole could not be read."""
    message: str
    """Why, in one line."""

    def __str__(self) -> str:
        """Return it as `file:line: message`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


@frozen
class DiffSide:
    """One of the two versions."""

    name: str
    """How the user named it."""
    revision: str | None
    """The commit it was read at; `None` for a folder on disk."""
    packages: tuple[str, ...]
    """The packages it holds, with their versions."""
    problems: tuple[ReadingProblem, ...]


@frozen
class Diff:
    """The answer of `tracker diff`."""

    old: DiffSide
    new: DiffSide
    comparison: Comparison

    @property
    def complete(self) -> bool:
        """Whether all of both versions could be read."""
        return not (self.old.problems or self.new.problems)
