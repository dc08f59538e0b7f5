"""What the agenda, the list of attendees and the headings of notes say, and what a path says of the date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.meetings import date_of_path, read_notes
from tracker.voting import AgendaItem, MeetingNotes, NoteSection

NOTES = """# Agenda: May 16 LAMPS video call

- **Where**: the workshop
- **When**: May 16 2030, 17:00 UTC
- **Contact**:
  - Name: Ada Bulb

## Agenda items

1. Opening, welcome and roll call
    1. Please help add your name to the meeting notes.
    1. Thanks!
1. Announcements
    1. _Submit a PR to add your announcement here_
    1. Bo Wick: the kettle fair is in June
1. Proposals and discussions
    1. Vote: Advance `wasi-lamp` to Phase 2 ([slides](lamp.pdf), @ada)
    1. Update on [dimmers](https://example.org/dimmers/7) - Bo Wick (@bo), 10 min
        - Open questions about a switch that
          goes over two lines
    1. wasi-kettle: phase 3 (Cy Pot, 15 minutes; https://example.org/kettle)
    1. @di and @ed: shades and their names

## Notes

### Attendees

- Ada Bulb
- Bo Wick (Lamps Ltd.)
- cy

### Announcements

Bo: the fair has moved to July.

### Lamps

Bo: what a lamp.
"""


def item(text: str, line: int, depth: int, **rest: object) -> AgendaItem:
    """Return an item of an agenda."""
    return AgendaItem(text, line, depth, **rest)  # type: ignore[arg-type]


def test_notes_say_what_was_on_the_agenda_who_came_and_what_was_announced() -> None:
    assert read_notes(NOTES) == MeetingNotes(
        date=None,
        attendees=("Ada Bulb", "Bo Wick", "cy"),
        announcements=("the kettle fair is in June", "the fair has moved to July."),
        agenda=(
            item("Opening, welcome and roll call", 10, 0),
            item("Announcements", 13, 0),
            item("the kettle fair is in June", 15, 1, presenters=("Bo Wick",)),
            item("Proposals and discussions", 16, 0),
            item(
                "Vote: Advance wasi-lamp to Phase 2",
                17,
                1,
                presenters=("@ada",),
                links=("lamp.pdf",),
                asks_vote=True,
                phase=2,
            ),
            item("Update on dimmers", 18, 1, presenters=("Bo Wick", "@bo"), links=("https://example.org/dimmers/7",)),
            item("Open questions about a switch that goes over two lines", 19, 2),
            item(
                "wasi-kettle: phase 3",
                21,
                1,
                presenters=("Cy Pot",),
                links=("https://example.org/kettle",),
                asks_vote=True,
                phase=3,
            ),
            item("shades and their names", 22, 1, presenters=("@di", "@ed")),
        ),
        sections=(
            NoteSection("Notes", 24, 2),
            NoteSection("Attendees", 26, 3),
            NoteSection("Announcements", 32, 3),
            NoteSection("Lamps", 36, 3),
        ),
    )


@pytest.mark.parametrize(
    "where",
    [
        "## Agenda: May 16 LAMPS video call\n\n> **_NOTE:_** Cancelled, no agenda items.\n",
        "## Agenda: May 16 LAMPS video call\n\n## Agenda items\n\n1. Cancelled\n",
        "## Agenda: May 16 LAMPS video call\n\n**This meeting has been canceled.**\n\n## Agenda items\n\n1. Lamps\n",
        "## Agenda: May 16 LAMPS video call (cancelled)\n\n## Agenda items\n",
        "## Agenda: May 16 LAMPS video call - CANCELED\n",
        "## Agenda: May 16 LAMPS video call\n\n## Agenda items\n\nCancelled. No agenda items.\n",
        "# Meeting cancelled due to the fair\n",
        "## Agenda\n\nThe meeting is canceled because everybody is at the fair.\n",
        "## Agenda\n\nNo meeting this week.\n",
    ],
)
def test_an_agenda_says_in_many_ways_that_the_meeting_is_cancelled(where: str) -> None:
    assert read_notes(where).cancelled


@pytest.mark.parametrize(
    "where",
    [
        "## Agenda\n\n1. Lamps\n\n## Notes\n\nBo: the fair was cancelled.\n",
        "## Agenda\n\nThe meeting will be cancelled if there are no items.\n",
        "## Agenda\n\n1. What happens when an order is cancelled\n",
        "## Agenda\n\n1. Lamps\n\n### Attendees\n\n- Ada\n\n### Kettles\n\nCancelled orders.\n",
    ],
)
def test_other_things_that_are_cancelled_are_not_the_meeting(where: str) -> None:
    assert not read_notes(where).cancelled


@pytest.mark.parametrize(
    ("below", "people"),
    [
        ("### Attendees\n\nAda Bulb\nBo Wick\n", ("Ada Bulb", "Bo Wick")),
        ("### Attendees:\n\n * Ada Bulb\n * Bo Wick - Lamps Ltd.\n", ("Ada Bulb", "Bo Wick")),
        ("## Present\n\nAda Bulb, Bo Wick (Lamps), Cy\n", ("Ada Bulb", "Bo Wick", "Cy")),
        ("**Attendees:**\n\n1. Ada Bulb\n2. Ada Bulb\n", ("Ada Bulb",)),
        ("### Roll call\n\n- Ada d’Or\n\nAda: welcome to this meeting about lamps.\n", ("Ada d’Or",)),
        ("### Lamps\n\n- Ada Bulb\n", ()),
    ],
)
def test_attendees_stand_in_lists_lines_or_rows_of_names(below: str, people: tuple[str, ...]) -> None:
    assert read_notes(f"## Agenda\n\n1. Lamps\n\n## Notes\n\n{below}").attendees == people


@pytest.mark.parametrize(
    ("text", "asks", "phase"),
    [
        ("Poll: should shades be part of lamps", True, None),
        ("Proposal to advance wasi-lamp to phase 2", True, 2),
        ("Move wasi-lamp from phase 1 to phase 2", True, 2),
        ("wasi-lamp phase two vote", True, 2),
        ("Discussion and vote: wasi-lamp to phase 3", True, 3),
        ("Election of a co-chair", True, None),
        ("discuss moving wasi-lamp to phase 3", False, None),
        ("Update: wasi-lamp is in phase 2", False, None),
        ("Q&A on lamps, vote to follow on 06/01", False, None),
        ("Results of the vote on lamps", False, None),
        ("Lamps", False, None),
    ],
)
def test_an_item_asks_for_a_vote_in_this_meeting_or_does_not(text: str, *, asks: bool, phase: int | None) -> None:
    (read,) = read_notes(f"## Agenda items\n\n1. {text}\n").agenda
    assert (read.asks_vote, read.phase) == (asks, phase)


def test_an_agenda_that_is_repeated_is_read_once() -> None:
    agenda = "## Agenda items\n\n1. Lamps\n1. Kettles\n\n"
    assert [each.text for each in read_notes(agenda + agenda + "## Notes\n").agenda] == ["Lamps", "Kettles"]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("lamps/2031/LAMPS-05-16.md", date(2031, 5, 16)),
        ("notes/lamps/2031/LAMPS-12-01.md", date(2031, 12, 1)),
        ("lamps/2031/Lamps-02-28.md", date(2031, 2, 28)),
        ("lamps/2031/LAMPS-02-30.md", None),
        ("lamps/2031/KETTLES-05-16.md", None),
        ("lamps/2031/presentations/LAMPS-05-16.md", None),
        ("lamps/README.md", None),
        ("lamps/2031/LAMPS-05-16.pdf", None),
        ("", None),
    ],
)
def test_a_path_says_the_date(path: str, day: date | None) -> None:
    assert date_of_path(path) == day


TOKENS = "SF F: N 3 12 - * # | --- vote passes no objections? ``` > ( ** Ada: ~~ [x]( 1. wasi-lamp <br>"
WORDS = st.sampled_from(
    [
        *TOKENS.split(),
        *("\n", "\n\n", "phase 2", "    ", "## Agenda", "### Attendees"),
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=300))
def test_no_text_keeps_notes_from_being_read(text: str) -> None:
    notes = read_notes(text)
    lines = text.count("\n") + 1 + text.count("\r")
    assert all(0 < decision.line <= lines for decision in notes.decisions)


@pytest.mark.parametrize("text", ["SF " * 3000, "vote to " * 3000, "no " * 5000, "(" * 5000, "a, " * 5000, "- " * 3000])
def test_long_lines_do_not_take_long(text: str) -> None:
    assert read_notes(f"## Agenda\n\n1. {text}\n\n### Vote\n\n{text}\n").decisions == ()
