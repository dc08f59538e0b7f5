"""Where the process asks for what the rules hold the sources to."""

_GUIDE = "https://github.com/WebAssembly/WASI/blob/main/CONTRIBUTING.md"

AMENDING = f"{_GUIDE}#filing-changes-to-existing-phase-3-proposals"
"""How a proposal at phase 3 is changed."""
PHASES = f"{_GUIDE}#the-phase-process"
"""How a proposal advances."""
LIST = "https://github.com/WebAssembly/WASI/blob/main/docs/Proposals.md"
"""The proposal list."""
