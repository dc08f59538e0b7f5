import os
import subprocess
import sys

import pytest

from tracker.cli.beside import beside
from tracker.errors import TrackerError


def _printed(program: str) -> str:
    """Return what a program of its own prints: where there are other threads, the work is not done beside."""
    start = "import os\nfrom tracker.cli.beside import LostProcessError, beside\n"
    done = subprocess.run([sys.executable, "-c", start + program], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor: nothing is done beside")
def test_the_answer_comes_from_a_process_that_knows_what_this_one_knows() -> None:
    program = """
known = {"answer": 42}
found, process = beside(lambda: (known["answer"], os.getpid()))()
print(found, process != os.getpid())
"""
    assert _printed(program) == "42 True\n"


def test_the_error_it_raised_is_raised() -> None:
    def work() -> None:
        raise TrackerError("no such thing")

    answer = beside(work)
    with pytest.raises(TrackerError, match="no such thing"):
        answer()


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor: nothing is done beside")
def test_a_process_that_ends_without_an_answer_is_told() -> None:
    program = """
answer = beside(lambda: os._exit(1))
try:
    answer()
except LostProcessError as error:
    print(error)
"""
    assert _printed(program) == "a process ended without an answer: run the command again\n"


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor: nothing is done beside")
def test_a_mistake_of_ours_is_shown_with_where_it_was_made() -> None:
    program = "from tracker.cli.beside import beside\ndef work(): return {}['no such key']\nbeside(work)()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "KeyError: 'no such key'" in done.stderr
    assert "LostProcessError: a process ended without an answer" in done.stderr


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor: nothing is done beside")
def test_an_answer_that_nobody_waits_for_is_no_failure() -> None:
    program = """
import time
from tracker.cli.beside import beside
def work():
    time.sleep(0.3)
    return b"x" * 1_000_000
beside(work)
raise SystemExit("something else went wrong")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    # Its end closes the output, so all that it could say is here.
    assert (done.returncode, done.stderr) == (1, "something else went wrong\n")


def test_on_one_processor_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert beside(os.getpid)() == os.getpid()
