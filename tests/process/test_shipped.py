"""Where shipped files are found."""

from pathlib import Path

import pytest

import tracker.shipped
from tracker.shipped import ShippedFileError, shipped


def test_a_checkout_is_read_beside_the_package_wherever_one_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shipped("data/process.toml").is_file()


def test_an_installation_is_read_inside_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_shipped" / "data").mkdir(parents=True)
    (tmp_path / "_shipped" / "data" / "a.toml").write_text("a = 1")
    monkeypatch.setattr(tracker.shipped, "_PACKAGE", tmp_path)
    assert shipped("data/a.toml").read_text() == "a = 1"


@pytest.mark.parametrize("path", ["", "tracker/errors.py", "data/../pyproject.toml", "/etc/hosts"])
def test_nothing_outside_the_shipped_folders_is_reachable(path: str) -> None:
    with pytest.raises(ShippedFileError, match="is outside data, migrations, site"):
        shipped(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ShippedFileError, match=r"\Ashipped file 'data/none\.toml' is missing from this installation"):
        shipped("data/none.toml")
