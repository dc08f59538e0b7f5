"""The commands of the dashboard: `site build` and `site serve`."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from tracker.cli.options import At, Database
from tracker.cli.output import put, tell
from tracker.errors import TrackerError

app = typer.Typer(help="The dashboard.", no_args_is_help=True, rich_markup_mode=None)
_OUT = Path("public")


class BaseUrlError(TrackerError):
    """An address that no site can be served at."""


Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the site.")]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="The address it will be served at.", show_default=False),
]
Search = Annotated[
    bool | None,
    typer.Option(
        "--search/--no-search", help="With a search; by default where Pagefind is installed.", show_default=False
    ),
]


@app.command("build")
def build(
    out: Out = _OUT, base_url: BaseUrl = None, search: Search = None, at: At = None, database: Database = None
) -> None:
    """Render the dashboard as static pages, with feeds, a calendar, badges and JSON; what did not change is left."""
    from tracker.cli.site_building import Order, build_site  # noqa: PLC0415 -- only this command

    done = build_site(Order(out, database, at, _base(base_url), _searched(search)))
    put(f"{done.pages} pages, {done.written} files written: {(out / 'index.html').absolute()}\n")


@app.command("serve")
def serve(
    out: Out = _OUT,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1; 0 picks a free one.", min=0, max=65535)] = 8000,
    search: Search = None,
    at: At = None,
    database: Database = None,
) -> None:
    """Build the dashboard, serve it on this machine, and build it again when facts or templates change."""
    from tracker.cli.site_building import Order  # noqa: PLC0415 -- only this command
    from tracker.cli.site_serving import serve_site  # noqa: PLC0415 -- as above

    serve_site(Order(out, database, at, None, _searched(search)), port)


def _searched(search: bool | None) -> bool:
    """Return whether there will be a search."""
    from importlib.util import find_spec  # noqa: PLC0415 -- as above

    there = find_spec("pagefind_bin") is not None
    if search and not there:
        tell("Pagefind is not installed, so there is no search: `pip install 'wasi-tracker[search]'`")
    return there and search is not False


def _base(url: str | None) -> str | None:
    """Return the site's address without what no page can stand below; `BaseUrlError` for what is none of the web."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        good = (
            parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment or "@" in url)
        )
    except ValueError:
        good = False
    if not good or any(character.isspace() or character in "\"'<>\\" for character in url.strip()):
        raise BaseUrlError(f"--base-url: {url!r} is no address of the web: write https://example.org/tracker/")
    return f"{url.strip().rstrip('/')}/"
