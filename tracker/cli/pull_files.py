"""Turns the files that merging a pull request changes into facts."""

import hashlib

from tracker.aliases import Aliases
from tracker.chronicle import Branch
from tracker.facts import BlobId, Document, ProposalList, WitFile
from tracker.pull_report.merging import Merging, NewFile
from tracker.sources.blobs import read_blob
from tracker.sources.pull_trees import MergedFile, PullTrees


def merging_of(branch: Branch, trees: PullTrees, files: tuple[MergedFile, ...], aliases: Aliases) -> Merging:
    """Return the commit that would merge a pull request into a branch."""
    return Merging(
        branch=branch,
        number=trees.number,
        revision=trees.head.revision,
        author=trees.author,
        summary=trees.title,
        files={each.path: _new_file(each) for each in files},
        lists=aliases.lists if branch.repository == aliases.registry else (),
    )


def _new_file(file: MergedFile) -> NewFile:
    data = file.data
    if data is None:
        return NewFile(BlobId(""), None)
    said = read_blob(file.kind, data)
    content = said if isinstance(said, WitFile | Document | ProposalList) else None
    return NewFile(blob_id(data), content)


def blob_id(data: bytes) -> BlobId:
    """Return the id that git gives a content."""
    return BlobId(hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest())
