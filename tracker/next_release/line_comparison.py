"""Compares two trees of one line; what is the same to the letter is not looked at."""

from tracker.changes import Comparison
from tracker.next_release.texts import LineTree
from tracker.wit.compare import compare_packages
from tracker.wit.compare.verdicts import verdict


def compare_lines(base: LineTree, tree: LineTree) -> Comparison:
    """Return what changed from one tree to another, wherever their folders lie."""
    if _texts(base) != _texts(tree):
        return compare_packages(base.read, tree.read)
    packages = (each.declared for each in tree.packages)
    return Comparison((), tuple(verdict(each.id, each.version, each.version, ()) for each in packages))


def _texts(tree: LineTree) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each package's id, and names and texts of its files."""
    return [
        (package.declared.id, [(file.path.rpartition("/")[2], file.text) for file in package.folder.files])
        for package in tree.packages
    ]
