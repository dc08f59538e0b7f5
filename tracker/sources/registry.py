"""The proposal list: which proposal is in which phase, read from the tables under the phases' headings."""

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from tracker.facts import ListProblem, ListRow, ProposalList
from tracker.sources.markdown import first_line, html_headings, parse, plain_text, shown_html
from tracker.sources.registry_headings import Headings
from tracker.sources.registry_tables import Columns, Table, read_row, tables

_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_ROW_LIKE = re.compile(r"^\s*\||(?<!\\)\|.*(?<!\\)\|")


@dataclass(slots=True)
class _Reading:
    """What has been read of a list so far."""

    headings: Headings = field(default_factory=Headings)
    rows: list[ListRow] = field(default_factory=list)
    problems: list[ListProblem] = field(default_factory=list)

    def skip(self, line: int, message: str) -> None:
        self.problems.append(ListProblem(line, message))


def read_proposal_list(text: str) -> ProposalList:
    """Return the rows of every phase's table, and the places that could not be read.

    A table belongs to the nearest heading above it that names a phase, or its rows name their phase in a column of
    their own. Sections of proposals that are no longer active (withdrawn, inactive, ...) have no phase and give no
    rows. A table that lists no proposals is passed over; one that does, and has no phase, is a problem.
    """
    reading = _Reading()
    tokens = parse(text)
    found = tables(tokens, text)
    index = 0
    while index < len(tokens):
        if table := found.get(index):
            _read_table(table, reading)
            index = table.end
        else:
            _read_block(tokens, index, reading)
            index += 1
    return ProposalList(tuple(reading.rows), tuple(sorted(reading.problems, key=lambda problem: problem.line)))


def _read_block(tokens: list[Token], index: int, reading: _Reading) -> None:
    token = tokens[index]
    match token.type:
        case "heading_open":
            reading.headings.enter(int(token.tag[1]), plain_text(tokens[index + 1].children or ()))
        case "html_block":
            _read_html(token, reading)
        case "inline" if tokens[index - 1].type == "paragraph_open":
            _report_lost_rows(token.content, first_line(token), reading)
        case "code_block":
            _report_lost_rows(token.content, first_line(token), reading)
        case _:
            pass


def _read_html(token: Token, reading: _Reading) -> None:
    markup = shown_html(token.content)
    for heading in html_headings(markup):
        reading.headings.enter(heading.level, heading.text)
    if _HTML_TABLE.search(markup):
        if reading.headings.in_phase:
            reading.skip(first_line(token), "an HTML table is not read: write it as a Markdown table")
    else:
        _report_lost_rows(markup, first_line(token), reading)


def _report_lost_rows(text: str, line: int, reading: _Reading) -> None:
    """Tell of lines that look like rows and are in no table."""
    lost = [at for at, content in enumerate(text.split("\n"), start=line) if _ROW_LIKE.search(content)]
    if lost and reading.headings.in_phase:
        what = f"{len(lost)} lines look like rows" if len(lost) > 1 else "a line looks like a row"
        reading.skip(
            lost[0], f"{what} of a table, but there is no table here: is its line of dashes missing or too short?"
        )


def _read_table(table: Table, reading: _Reading) -> None:
    columns = Columns.of(table.header)
    of_proposals = table.rows and (reading.headings.in_phase or columns.lists_proposals)
    if reading.headings.inactive or not of_proposals:
        return
    if not columns.recognised:
        reading.skip(table.line, "a table under a phase has no column Proposal or Champion: its rows were not read")
    elif reading.headings.phase is None and columns.phase is None:
        reading.skip(table.line, f"a table of proposals stands under no single phase: {reading.headings.why}")
    else:
        for row in table.rows:
            read, problem = read_row(row, columns, reading.headings.phase)
            reading.rows.extend(read)
            reading.problems.extend(problem)
