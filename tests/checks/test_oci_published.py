"""What files can say about `oci-published`: nothing."""

from tests.checks.cases import UNKNOWN, UNREAD, criterion, lamp, result
from tracker.checks import Surroundings, judge

OF = criterion("oci-published", 2)


def test_no_file_tells_of_publication() -> None:
    expected = result(OF, UNKNOWN, "no registry has been read")
    assert [judge(subject, Surroundings(), OF) for subject in (lamp(), UNREAD)] == [expected, expected]
