"""What files can say about `portability-plan`: nothing."""

from tests.checks.cases import UNKNOWN, UNREAD, criterion, lamp, result
from tracker.checks import Surroundings, judge

OF = criterion("portability-plan", 3)


def test_no_file_tells_of_a_portability_plan() -> None:
    expected = result(
        OF, UNKNOWN, "people must attest it: the portability criteria are met, or there is a plan for them"
    )
    assert [judge(subject, Surroundings(), OF) for subject in (lamp(), UNREAD)] == [expected, expected]
