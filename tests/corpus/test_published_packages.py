"""Real packages, encoded as they are to be published, are as their sources; encoded by default, gated items lack."""

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.registries import encoded
from tracker.facts import RepositoryName, WitFolder
from tracker.published import PublicationFault
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror
from tracker.sources.wit_revisions import read_wit_revision
from tracker.wit.published import published_findings, source_packages
from tracker.wit.reference import ReferenceTool

Dependencies = dict[str, Mapping[str, str]]


def _folders(bundle: Path, place: Path) -> tuple[WitFolder, ...]:
    subprocess.run(["git", "clone", "-q", "--mirror", str(bundle), str(place)], check=True)
    try:
        return read_wit_revision(Mirror(RepositoryName("Owner/name"), place), "HEAD", "").folders
    except SourceError:
        # It holds no WIT, or nothing at all.
        return ()


def _texts(folder: WitFolder) -> Mapping[str, str]:
    return {Path(file.path).name: file.text for file in folder.files}


def _dependencies(folder: WitFolder, beside: tuple[WitFolder, ...]) -> Iterator[Dependencies]:
    """Yield what a folder may need: what is vendored in it, then with what lies beside it as well."""
    vendored: Dependencies = {f"v{number}": _texts(each) for number, each in enumerate(folder.dependencies)}
    yield vendored
    yield vendored | {f"w{number}": _texts(each) for number, each in enumerate(beside)}


def _encoded(
    tool: ReferenceTool, place: Path, folder: WitFolder, beside: tuple[WitFolder, ...], *options: str
) -> bytes | None:
    for number, dependencies in enumerate(_dependencies(folder, beside)):
        inside = place / f"{len(options)}-{number}"
        inside.mkdir(parents=True)
        try:
            return encoded(tool, inside, _texts(folder), dependencies, options=options)
        except subprocess.CalledProcessError:
            continue
    return None


@pytest.mark.corpus
def test_what_is_encoded_with_all_features_is_as_its_source(corpus: Path, tmp_path: Path) -> None:
    tool = ReferenceTool.find()
    if tool is None:
        pytest.skip("wasm-tools is not there: install the extra `wasm-tools`, or put the program on PATH")
    compared, faults = 0, set()
    for bundle in sorted(corpus.glob("*.bundle")):
        folders = _folders(bundle, tmp_path / bundle.stem)
        for number, folder in enumerate(folders):
            beside = tuple(each for each in folders if each is not folder)
            own = source_packages(folder, beside)
            place = tmp_path / f"{bundle.stem}-{number}"
            whole = _encoded(tool, place, folder, beside, "--all-features")
            if not own or whole is None:
                continue
            package, version = own[0].id, own[0].version or ""
            text = tool.decode(whole).text
            assert text is not None
            found = published_findings(package, version, own, text)
            assert [each for each in found if version or each.fault is not PublicationFault.TAG_UNLIKE_VERSION] == []
            stable = _encoded(tool, place, folder, beside)
            shortened = tool.decode(stable).text if stable is not None else None
            if shortened is not None:
                faults |= {each.fault for each in published_findings(package, version, own, shortened) if version}
            compared += 1
    assert compared > 10
    assert faults <= {PublicationFault.MISSING_GATED_ITEM}
