"""What files can say about `interest`: nothing."""

from tests.checks.cases import UNKNOWN, UNREAD, criterion, lamp, result
from tracker.checks import Surroundings, judge

OF = criterion("interest", 1)


def test_no_file_tells_of_interest() -> None:
    expected = result(OF, UNKNOWN, "people must attest it: general interest of the subgroup")
    assert [judge(subject, Surroundings(), OF) for subject in (lamp(), UNREAD)] == [expected, expected]
