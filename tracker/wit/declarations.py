"""Reads which package a WIT file declares, and nothing else: in a hundredth of the time that its facts take."""

import re

from tracker.facts import WitFile, WitPackage
from tracker.wit.lexer import after_trivia

_DECLARATION = re.compile(
    r"package\s+%?(?P<namespace>[a-zA-Z][\w-]*+)\s*:\s*%?(?P<name>[a-zA-Z][\w-]*+)"
    r"(?:\s*@\s*(?P<version>[0-9][0-9A-Za-z.+-]*+))?+(?!\s*[/@{])",
    re.ASCII,
)

DECLARATION_READER = 1
"""Raised whenever `read_declaration` would read a file differently."""


def read_declaration(text: str) -> WitFile:
    """Return the package that a file declares for itself and for the files beside it; nothing when it declares none.

    Only what stands before everything else counts: a nested package is none of the file's own. Whether the rest is WIT
    is not looked at.
    """
    start = after_trivia(text, 0)
    found = _DECLARATION.match(text, start)
    if found is None:
        return WitFile()
    line = text.count("\n", 0, start) + 1
    return WitFile((WitPackage(found["namespace"], found["name"], found["version"], line),))
