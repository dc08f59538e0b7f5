"""Core signatures as JSON: `wasi-tracker/core/v1`, described by `data/schemas/core.v1.json`."""

from datetime import UTC
from typing import Any

from tracker.core_signatures import CoreFunction, CorePlace, CoreSignatures, WorldSignature
from tracker.reports.core_words import TARGET
from tracker.reports.dumping import dump

SCHEMA = "wasi-tracker/core/v1"

Object = dict[str, Any]


def core_as_json(told: CoreSignatures) -> str:
    """Return one JSON object with every function of every world."""
    said = {
        "schema": SCHEMA,
        "as_of": told.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "subject": told.subject,
        "feature": told.feature,
        "tool": told.tool,
        "target": TARGET,
        "places": [_place(each) for each in told.places],
    }
    return dump(said)


def _place(place: CorePlace) -> Object:
    return {
        "package": place.package,
        "repository": place.repository,
        "branch": place.branch,
        "revision": place.revision,
        "folder": place.folder,
        "url": place.url,
        "features": list(place.features),
        "worlds": [_world(each) for each in place.worlds],
        "problems": list(place.problems),
    }


def _world(world: WorldSignature) -> Object:
    return {"world": world.world, "functions": [_function(each) for each in world.functions]}


def _function(function: CoreFunction) -> Object:
    return {
        "direction": function.direction,
        "module": function.module,
        "name": function.name,
        "params": list(function.params),
        "results": list(function.results),
        "item": function.item,
        "async": function.asynchronous,
        "realloc": function.allocation,
        "features": list(function.features),
    }
