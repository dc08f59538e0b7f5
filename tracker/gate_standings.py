"""Says of every gate whose it is and where it stands."""

from collections.abc import Iterable

from tracker.facts import Facts
from tracker.permalink import permalink
from tracker.standing import GateStanding
from tracker.subjects import Subjects, short_name


def item_path(package: str, item: str) -> str:
    """Return an item's whole path: `wasi:clocks` and `timezone#utc-offset` -> `wasi:clocks/timezone#utc-offset`."""
    return f"{package}/{item}"


def gates_of(facts: Facts, subjects: Subjects) -> Iterable[GateStanding]:
    """Yield every gate of every repository, of files whose folder declares no package as well."""
    owners = subjects.owners
    for repository in facts.repositories:
        declared = {
            package.folder: package.declared
            for package in reversed(subjects.packages)
            if package.repository == repository.name
        }
        for path, file in repository.wit:
            own = declared.get(path.rpartition("/")[0])
            for gate in file.gates:
                package = gate.package or own
                owner = owners.get(package.id) if package else None
                if repository.revision is None:
                    continue
                yield GateStanding(
                    proposal=owner.id if owner else short_name(repository.name),
                    package=str(package) if package else "",
                    item=item_path(package.id, gate.item) if package else gate.item,
                    item_kind=gate.item_kind,
                    kind=gate.kind,
                    feature=gate.feature,
                    version=gate.version,
                    file=path,
                    line=gate.line,
                    repository=repository.name,
                    revision=repository.revision,
                    url=permalink(repository.name, repository.revision, path, gate.line),
                )
