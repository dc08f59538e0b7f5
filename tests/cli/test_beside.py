import os
import subprocess
import sys

import pytest

from tracker.cli.beside import Awaiting, beside
from tracker.errors import TrackerError


def _printed(program: str) -> str:
    """Return what a program of its own prints: where there are other threads, the work is not done beside."""
    start = "import os\nfrom tracker.cli.beside import Awaiting, LostProcessError, beside\n"
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
from tracker.cli.beside import Awaiting, beside
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


# --- work that is given something ---------------------------------------------------------------------------------


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor: nothing is done beside")
@pytest.mark.parametrize("size", [1, 3_000_000])
def test_what_is_found_out_meanwhile_reaches_the_work(size: int) -> None:
    program = f"""
def work(given):
    before = os.getpid()
    return before, len(given())
awaiting = Awaiting(work)
# Whoever begins after it does not keep it from being given anything.
other = beside(lambda: 7)
awaiting.give("x" * {size})
print(awaiting.answer()[1], awaiting.answer != work, other())
"""
    assert _printed(program) == f"{size} True 7\n"


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor: nothing is done beside")
def test_work_that_needs_nothing_given_answers_all_the_same() -> None:
    program = """
awaiting = Awaiting(lambda given: 42)
awaiting.give(b"x" * 3_000_000)
print(awaiting.answer())
"""
    assert _printed(program) == "42\n"


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor: nothing is done beside")
def test_work_that_will_never_be_given_anything_ends() -> None:
    program = """
import sys
from tracker.cli.beside import Awaiting
Awaiting(lambda given: given())
sys.exit("something went wrong before")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    # Its end closes the output, so all that it could say is here.
    assert (done.returncode, done.stderr) == (1, "something went wrong before\n")


def test_on_one_processor_work_that_is_given_something_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    awaiting: Awaiting[int, tuple[int, int]] = Awaiting(lambda given: (os.getpid(), given()))
    awaiting.give(7)
    assert awaiting.answer() == (os.getpid(), 7)
