"""How bytes from a repository become text: strict UTF-8, or one line that says why not."""

_BOM = "\ufeff"


def decode_text(data: bytes) -> tuple[str | None, str | None]:
    """Return the text of a file and `None`, or `None` and why it is not text, in one line.

    A byte order mark is dropped. Nothing is replaced or guessed: a file in another encoding is no text.
    """
    nul = data.find(b"\0")
    if nul >= 0:
        return None, f"not text: byte 0x00 at line {_line(data, nul)}"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, f"not UTF-8: byte 0x{data[error.start]:02X} at line {_line(data, error.start)}"
    return text.removeprefix(_BOM), None


def _line(data: bytes, position: int) -> int:
    before = data[:position]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
