"""The commands of the dashboard: `site build` and `site serve`."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tracker import __version__
from tracker.cli.options import At, Database
from tracker.cli.output import put, tell
from tracker.cli.past import Past
from tracker.errors import TrackerError

app = typer.Typer(help="The dashboard.", no_args_is_help=True, rich_markup_mode=None)
_OUT = Path("public")


class AddressError(TrackerError):
    """An address that cannot be listened on."""


Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the site.")]


@app.command("build")
def build(out: Out = _OUT, at: At = None, database: Database = None) -> None:
    """Render the dashboard as static pages."""
    from tracker.process.calendar_toml import shipped_calendar  # noqa: PLC0415 -- as below
    from tracker.website import Content, Settings  # noqa: PLC0415 -- Jinja costs 100 ms
    from tracker.website import build as build_site  # noqa: PLC0415 -- as above

    past = Past.read(database, at)
    content = Content(past.standing, past.assessment.process, shipped_calendar())
    done = build_site(content, out, Settings(__version__))
    put(f"{done.pages} pages, {done.written} files written: {(done.out / 'index.html').absolute()}\n")


@app.command("serve")
def serve(
    out: Out = _OUT,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1; 0 picks a free one.", min=0, max=65535)] = 8000,
) -> None:
    """Serve a built dashboard on this machine."""
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer  # noqa: PLC0415 -- only this command

    if not (out / "index.html").is_file():
        raise AddressError(f"{out}: holds no site; `tracker site build --out {out}` makes one")
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(SimpleHTTPRequestHandler, directory=str(out)))
    except OSError as error:
        raise AddressError(f"127.0.0.1:{port}: {error.strerror}; choose another with --port") from error
    with server:
        tell(f"serving {out} at http://127.0.0.1:{server.server_address[1]}/ until interrupted")
        server.serve_forever()
