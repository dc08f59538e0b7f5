"""The vote packet in its three forms."""

import json
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reports.made_packet import BARE, NOW, PACKET, QUEUE, README, THEN, VOTE
from tests.reports.test_schemas import closed, schema
from tracker.next_release.packet import Appointment, Packet, TextSince
from tracker.reports.packet_json import packet_as_json
from tracker.reports.packet_markdown import packet_as_markdown
from tracker.reports.packet_table import packet_as_table
from tracker.reports.packet_words import appointment_lines, shown, text_headline

TABLE = """\
As of 2026-08-20 12:00 UTC: lamp/lamp-dimmer: phase 2 to 3, undetermined

Should Lamp: Dimmer advance from phase 2 to phase 3, so that what the feature lamp-dimmer gates in
wasi:lamp becomes stable?
Presented by Ada Author, Bo Builder
https://github.com/WebAssembly/WASI/tree/HEAD/proposals/lamp

SF __   F __   N __   A __   SA __

When
  at the meeting of 2026-09-03: put it on the agenda by 2026-08-27, by the rule until 2026-09-02
  the earliest meeting that the rule of notice leaves: 2026-08-27
  to make 0.3.2 of 2026-10-06: the meeting of 2026-10-01, on the agenda by 2026-09-30

Requirements
  ✓ Overview document (phase 2): written in README.md
      https://github.com/WebAssembly/WASI/blob/0123456789abcdef0123456789abcdef01234567/proposals/lamp/README.md#L7
  ? Portability criteria met or planned (phase 3): people must attest it
  ✓ met   ✗ unmet   ? unknown: people must tell, or nothing was read   – waived   ↑ as its parent

What is voted on
  no vote on it before: all of it, 1 item, WebAssembly/WASI at 0123456789ab
    wasi:lamp/types#dim func(percent: u8)

Portability criteria
  written, 42 words: README.md:7
  https://github.com/WebAssembly/WASI/blob/0123456789abcdef0123456789abcdef01234567/proposals/lamp/README.md#L7

Depends on
  wasi:io (phase 3)
  wasi:mains (phase unknown)

Open concerns
  Too *dark* (Cleo Coder, 2026-07-02)

Implementations attested
  ships in glow 4 (Dan Drafter, 2026-07-01)

After a pass
  WebAssembly/WASI (wasi-0.2): queue 1 gate of wasi:lamp@0.2.12 for 0.2.13
    proved: git apply takes it
      +  // @stabilize-next
  WebAssembly/WASI: take its row out
    unproved: no mirror is kept here
"""
BARE_TABLE = """\
As of 2026-08-20 12:00 UTC: lamp: phase 2 to 3, undetermined

Should Lamp advance from phase 2 to phase 3?

SF __   F __   N __   A __   SA __

When
  no meeting to come is known

Requirements
  phase 3 asks for nothing that is in effect

What is voted on
  1 change of the API since the vote of 2025-03-06 on phase 2, WebAssembly/WASI at 0123456789ab
    wasi:lamp/types#off: the function off is new

Portability criteria
  no document has a section on them

Depends on
  no other package

Open concerns
  none

Implementations attested
  none

After a pass
  nothing is to be changed
"""
MARKDOWN = f"""\
# [Lamp: Dimmer](https://github.com/WebAssembly/WASI/tree/HEAD/proposals/lamp): vote on phase 3

**{PACKET.question}**

Presented by Ada Author, Bo Builder

As of 2026-08-20 12:00 UTC: lamp/lamp-dimmer: phase 2 to 3, undetermined.

| SF | F | N | A | SA |
| -- | -- | -- | -- | -- |
|    |    |    |    |    |

## When

* at the meeting of 2026-09-03: put it on the agenda by 2026-08-27, by the rule until 2026-09-02
* the earliest meeting that the rule of notice leaves: 2026-08-27
* to make 0.3.2 of 2026-10-06: the meeting of 2026-10-01, on the agenda by 2026-09-30

## Requirements

| | requirement | phase | why | evidence |
| --- | --- | --- | --- | --- |
| ✓ | Overview document | 2 | written in README.md | [README.md:7]({README.url}) |
| ? | Portability criteria met or planned | 3 | people must attest it |  |

✓ met   ✗ unmet   ? unknown: people must tell, or nothing was read   – waived   ↑ as its parent

## What is voted on

no vote on it before: all of it, 1 item, WebAssembly/WASI at 0123456789ab.

* `wasi:lamp/types#dim func(percent: u8)`

## Portability criteria

[written, 42 words: README.md:7]({README.url})

## Dependencies, concerns, implementations

* Depends on:
  * wasi:io (phase 3)
  * wasi:mains (phase unknown)
* Open concerns:
  * Too \\*dark\\* (Cleo Coder, 2026-07-02, `cccccccccccc`)
* Implementations attested:
  * [ships in glow 4 (Dan Drafter, 2026-07-01)](https://example.org/glow)

## After a pass

### WebAssembly/WASI (wasi-0.2): queue 1 gate of wasi:lamp@0.2.12 for 0.2.13

* proved: git apply takes it

```diff
--- a/wit/types.wit
+++ b/wit/types.wit
@@ -1,3 +1,4 @@
 interface types {{
+  // @stabilize-next
   @unstable(feature = lamp-dimmer)
   dim: func();
```

### WebAssembly/WASI: take its row out

* unproved: no mirror is kept here
"""


def test_the_table_has_everything_on_one_page() -> None:
    assert packet_as_table(PACKET, 100, color=False) == TABLE


def test_what_is_not_there_is_said() -> None:
    assert packet_as_table(BARE, 100, color=False) == BARE_TABLE


def test_markdown_has_links_and_the_whole_patch() -> None:
    assert packet_as_markdown(PACKET) == MARKDOWN


@pytest.mark.parametrize("packet", [PACKET, BARE], ids=["amendment", "proposal"])
def test_json_is_as_its_schema_says(packet: Packet) -> None:
    validator = Draft202012Validator(closed(schema("packet")), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(json.loads(packet_as_json(packet)))] == []


def test_json_has_the_patch_as_git_takes_it() -> None:
    assert json.loads(packet_as_json(PACKET))["patches"][0] == {
        "kind": "queue-gates",
        "repository": "WebAssembly/WASI",
        "branch": "wasi-0.2",
        "version": "0.2.13",
        "summary": "queue 1 gate of wasi:lamp@0.2.12 for 0.2.13",
        "diff": QUEUE,
        "proof": {"state": "proved", "reason": "git apply takes it"},
    }


def test_the_schema_describes_every_field_and_misses_each() -> None:
    read = schema("packet")
    Draft202012Validator.check_schema(read)
    validator, answer = Draft202012Validator(read), json.loads(packet_as_json(PACKET))
    assert [each for each in read["properties"].values() if "description" not in each] == []
    for field in answer:
        assert not validator.is_valid({key: value for key, value in answer.items() if key != field})


def test_a_long_list_is_cut_in_the_table_only() -> None:
    long = replace(PACKET, text=replace(PACKET.text, whole=tuple(f"wasi:lamp/types#f{at} func()" for at in range(20))))
    assert "and 8 more" in packet_as_table(long, 100, color=False)
    assert "wasi:lamp/types#f19 func()" in packet_as_markdown(long)


def test_a_patch_with_backticks_stays_in_its_fence() -> None:
    first = replace(PACKET.follow_ups[0], diff="+````\n")
    assert "`````diff\n+````\n`````" in packet_as_markdown(replace(PACKET, follow_ups=(first,)))


def test_what_steers_a_terminal_is_not_shown() -> None:
    first = replace(PACKET.follow_ups[0], diff="+a\x1b[31m\r\n+b\n", summary="a\x1bb")
    found = shown(replace(PACKET, follow_ups=(first,))).follow_ups[0]
    assert (found.diff, found.summary) == ("+a\ufffd[31m\r\n+b\n", "a\ufffdb")


MEETING = PACKET.appointment
MEETINGS = {
    "in time": (
        MEETING,
        "at the meeting of 2026-09-03: put it on the agenda by 2026-08-27, by the rule until 2026-09-02",
    ),
    "asked for": (
        MEETING and replace(MEETING, asked=True),
        "at the meeting of 2026-09-03: its agenda asks for the vote",
    ),
    "too late": (
        MEETING and replace(MEETING, valid=False),
        "at the meeting of 2026-09-03: too late, it had to be on the agenda by 2026-09-02",
    ),
    "below the aim": (
        MEETING and replace(MEETING, aim=date(2026, 8, 19)),
        (
            "at the meeting of 2026-09-03: put it on the agenda by the rule until 2026-09-02; the week's notice that "
            "the chairs aim for is over"
        ),
    ),
    "unknown": (None, "no meeting to come is known"),
}


@pytest.mark.parametrize(("appointment", "line"), MEETINGS.values(), ids=MEETINGS.keys())
def test_by_when_it_must_be_asked_for(appointment: Appointment | None, line: str) -> None:
    assert next(appointment_lines(replace(PACKET, appointment=appointment))) == line


TEXTS = {
    "the same": (
        TextSince(VOTE, NOW, NOW),
        "nothing changed since the vote of 2025-03-06 on phase 2, WebAssembly/WASI at 0123456789ab",
    ),
    "another": (
        TextSince(VOTE, THEN, NOW),
        "0 changes of the API since the vote of 2025-03-06 on phase 2, WebAssembly/WASI at 0123456789ab",
    ),
    "the first vote": (PACKET.text, "no vote on it before: all of it, 1 item, WebAssembly/WASI at 0123456789ab"),
    "a vote without its text": (
        TextSince(None, None, NOW, problem="unread"),
        "what was voted on before is not known (unread): all of it, 0 items, WebAssembly/WASI at 0123456789ab",
    ),
    "no text now": (
        TextSince(VOTE, THEN, None, problem="it is gone"),
        "whether it changed since the vote of 2025-03-06 on phase 2 is not known: it is gone",
    ),
    "no text": (TextSince(None, None, None, problem="it is gone"), "its text is not known: it is gone"),
}


@pytest.mark.parametrize(("text", "line"), TEXTS.values(), ids=TEXTS.keys())
def test_how_the_text_stands_to_what_was_voted_on(text: TextSince, line: str) -> None:
    assert text_headline(text) == line
