"""What files can say about `scope`: nothing."""

from tests.checks.cases import UNKNOWN, UNREAD, criterion, lamp, result
from tracker.checks import Surroundings, judge

OF = criterion("scope", 1)


def test_no_file_tells_of_scope() -> None:
    expected = result(OF, UNKNOWN, "people must attest it: the API is in scope and plausibly workable")
    assert [judge(subject, Surroundings(), OF) for subject in (lamp(), UNREAD)] == [expected, expected]
