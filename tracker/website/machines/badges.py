"""SVG badges that champions can put in a README: the phase of a subject, and its verdict for a coming release."""

from collections.abc import Iterator
from html import escape

from tracker.standing import AmendmentStanding, ProposalStanding, Readiness
from tracker.website.context import Context
from tracker.website.records import version_slug
from tracker.website.text import clean, clip

_WIDTHS = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
)  # fmt: skip
"""The advance of each character from the space on, in thousandths of the font's size, as Verdana's like have it."""
_FIRST = 32
_OTHER = 1000
"""The advance of any other character, at most."""
_SIZE = 11
_PADDING = 7
_LONGEST = 60
"""Characters of one half."""
_LABEL = "#3d3a4a"
_PHASE = "#4b3fb5"
_COLORS = {Readiness.READY: "#1a6b3c", Readiness.BLOCKED: "#a3262a", Readiness.UNDETERMINED: "#6b5300"}
"""White text on each has a contrast of at least 4.5."""


def badge_files(around: Context) -> Iterator[tuple[str, bytes]]:
    """Yield a badge for the phase of each subject, and one for each that could enter a coming release."""
    standing = around.standing
    subjects: tuple[ProposalStanding | AmendmentStanding, ...]
    subjects = (*standing.proposals, *standing.amendments)
    listed = {each.id: each for each in reversed(subjects)}
    for each in listed.values():
        path = badge_path(around.places.by_id[each.id])
        said = "no phase" if each.phase is None else f"phase {each.phase}"
        yield f"{path}.svg", badge(each.id, said, _PHASE)
    for ballot in around.content.ballots:
        for item in ballot.items:
            if item.subject in listed:
                path = badge_path(around.places.by_id[item.subject])
                said = f"{ballot.version}: {item.verdict}"
                yield f"{path}/{version_slug(ballot.version)}.svg", badge(item.subject, said, _COLORS[item.verdict])


def badge_path(page: str) -> str:
    """Return the path of the badge of the subject that has a page, without `.svg`: `badges/clocks`."""
    return f"badges/{page.removesuffix('/index.html').removeprefix('proposals/')}"


def badge(label: str, said: str, color: str) -> bytes:
    """Return a badge of two halves: what it is about, and what it says."""
    left, right = (clip(str(clean(each)), _LONGEST) for each in (f"wasi {label}", said))
    widths = [measured(each) for each in (left, right)]
    first, second = (round(each + 2 * _PADDING) for each in widths)
    title = f"{left}: {right}"
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="20" role="img"'
            f' aria-label="{escape(title)}">'
        ),
        f"<title>{escape(title, quote=False)}</title>",
        f'<rect width="{first + second}" height="20" rx="4" fill="{_LABEL}"/>',
        f'<path d="M{first} 0h{second - 4}a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H{first}z" fill="{color}"/>',
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="{_SIZE}">',
        f'<text x="{_PADDING}" y="14" textLength="{widths[0]:.1f}">{escape(left, quote=False)}</text>',
        f'<text x="{first + _PADDING}" y="14" textLength="{widths[1]:.1f}">{escape(right, quote=False)}</text>',
        "</g>",
        "</svg>",
        "",
    ]
    return "\n".join(parts).encode("utf-8")


def measured(text: str) -> float:
    """Return how wide a text is drawn, in pixels."""
    numbers = (ord(each) - _FIRST for each in text)
    return sum(_WIDTHS[each] if 0 <= each < len(_WIDTHS) else _OTHER for each in numbers) * _SIZE / 1000
