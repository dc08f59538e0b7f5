"""Brings what was recorded of a repository under an old name to the name it has now."""

from tracker.facts import RepositoryName
from tracker.store.known import WALKED
from tracker.store.recorder import Recorder
from tracker.store.statements import Statements, quoted

_OF_HOST = {
    "hosted_pull": "number",
    "hosted_issue": "number",
    "hosted_release": "tag",
    "hosted_reach": "list",
    "hosted_repository": "repository",
}
"""Tables whose rows name a repository -> what tells rows of one repository apart, or the repository itself."""


def rename_repository(statements: Statements, old: RepositoryName, new: RepositoryName) -> None:
    """Let everything that is recorded of a repository stand under its new name.

    Where something is recorded under both, it was read again under the new one, and that is what stays.
    """
    known = {name for (name,) in statements.rows('SELECT "name" FROM "repository"')}
    if old in known and new in known:
        Recorder(statements).forget(old)
    elif old in known:
        statements.run('UPDATE "repository" SET "name" = :new WHERE "name" = :old', old=old, new=new)
        statements.run('UPDATE "problem" SET "repository" = :new WHERE "repository" = :old', old=old, new=new)
        statements.run('UPDATE "meta" SET "key" = :new WHERE "key" = :old', old=f"{WALKED}{old}", new=f"{WALKED}{new}")
    for table, key in _OF_HOST.items():
        _rename_rows(statements, table, key, old, new)


def _rename_rows(statements: Statements, table: str, key: str, old: RepositoryName, new: RepositoryName) -> None:
    rows = f'{quoted(table)} WHERE "repository" = '  # our own names
    if key == "repository":
        twice = f"EXISTS (SELECT 1 FROM {rows}:new)"  # noqa: S608 -- see above
    else:
        twice = f"{quoted(key)} IN (SELECT {quoted(key)} FROM {rows}:new)"  # noqa: S608 -- see above
    statements.run(f"DELETE FROM {rows}:old AND {twice}", old=old, new=new)  # noqa: S608 -- see above
    statements.run(f'UPDATE {quoted(table)} SET "repository" = :new WHERE "repository" = :old', old=old, new=new)  # noqa: S608 -- see above
