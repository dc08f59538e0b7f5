"""Releases as JSON: `wasi-tracker/releases/v1`, described by `data/schemas/releases.v1.json`."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tracker.released import Release, ReleaseItem
from tracker.reports.dumping import dump
from tracker.reports.releases_groups import SECTIONS

SCHEMA = "wasi-tracker/releases/v1"

Object = dict[str, Any]


def releases_as_json(releases: Iterable[Release], as_of: datetime) -> str:
    """Return one JSON object with every release."""
    said = {"schema": SCHEMA, "as_of": _moment(as_of), "releases": [_release(each) for each in releases]}
    return dump(said)


def _release(release: Release) -> Object:
    return {
        "version": release.version,
        "line": release.line,
        "train": release.train,
        "date": release.date.astimezone(UTC).date().isoformat(),
        "prerelease": release.prerelease,
        "tags": [
            {
                "repository": each.repository,
                "name": each.name,
                "revision": each.revision,
                "date": each.date.astimezone(UTC).date().isoformat(),
                "url": each.url,
            }
            for each in release.tags
        ],
        "previous": release.previous,
        "packages": list(release.packages),
        "holds": asdict(release.holds),
        "amendments": list(release.amendments),
    } | {name: [_item(each) for each in getattr(release, name)] for name, _, _ in SECTIONS}


def _item(item: ReleaseItem) -> Object:
    return {
        "proposal": item.proposal,
        "amendment": item.amendment,
        "package": item.package,
        "item": item.item,
        "item_kind": item.item_kind,
        "kind": item.kind,
        "feature": item.feature,
        "version": item.version,
        "file": item.file,
        "line": item.line,
        "url": item.url,
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
