"""An exception may name the rules of `tracker drift` and of `tracker release`, and nothing else."""

import subprocess
import sys

from tracker.cli.exceptions import EXCEPTABLE_RULES
from tracker.drift.rules import DRIFT_RULES
from tracker.lint import RULES
from tracker.next_release.rules import RELEASE_RULES


def test_rules_about_sources_and_about_releases_can_be_named() -> None:
    known = {each for each in (*DRIFT_RULES, *RELEASE_RULES, *RULES, "no-rule") if each in EXCEPTABLE_RULES}
    assert known == DRIFT_RULES.keys() | RELEASE_RULES.keys()


def test_the_rules_about_releases_are_loaded_only_when_one_is_named() -> None:
    asked = "import sys; from tracker.cli.exceptions import EXCEPTABLE_RULES as known; "
    asked += "print('repeated-row' in known, 'tracker.next_release.rules' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
