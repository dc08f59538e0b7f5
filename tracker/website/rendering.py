"""Renders pages with the templates in `site/templates`; everything a template prints is cleaned and escaped."""

from collections.abc import Sequence
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import BytecodeCache, DictLoader, Environment, FileSystemBytecodeCache, StrictUndefined, TemplateError
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr

from tracker.website.errors import WebsiteError
from tracker.website.pages import (
    AboutPage,
    DriftPage,
    EverythingPage,
    MeetingPage,
    MeetingsPage,
    MissingPage,
    NextPage,
    OverviewPage,
    Page,
    PeoplePage,
    ProcessPage,
    ProposalsPage,
    ReadinessPage,
    RedirectPage,
    ReleasePage,
    ReleasesPage,
    RulePage,
    RulesPage,
    SearchPage,
    SlidesPage,
    SubjectPage,
    UnlistedPage,
    VotesPage,
)
from tracker.website.text import clean, dated, sentence, shown, web_address

_TEMPLATES: dict[type[Page], str] = {
    OverviewPage: "overview.html",
    ProposalsPage: "proposals.html",
    SubjectPage: "subject.html",
    UnlistedPage: "unlisted.html",
    AboutPage: "about.html",
    MissingPage: "missing.html",
    EverythingPage: "everything.html",
    SearchPage: "search.html",
    RedirectPage: "redirect.html",
    NextPage: "next.html",
    ReadinessPage: "readiness.html",
    SlidesPage: "slides.html",
    ReleasesPage: "releases.html",
    ReleasePage: "release.html",
    VotesPage: "votes.html",
    MeetingsPage: "meetings.html",
    MeetingPage: "meeting.html",
    DriftPage: "drift.html",
    RulesPage: "rules.html",
    RulePage: "rule.html",
    ProcessPage: "process.html",
    PeoplePage: "people.html",
}


_NAMED = "%s.2.template"
"""What a compiled template is called; the number is raised when another program comes of the same template."""


def environment(templates: Traversable, compiled: Sequence[Path] = ()) -> Environment:
    """Return the environment that renders the templates of a folder.

    What they compile to is looked for in the folders `compiled`, and kept in the last: to compile them takes longer
    than to render most pages.
    """
    texts = {each.name: each.read_text("utf-8") for each in templates.iterdir() if each.name.endswith(".html")}
    made = _Templates(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_Compiled(compiled),
    )
    made.filters["web_address"] = web_address
    made.filters["sentence"] = sentence
    made.filters["dated"] = dated
    return made


def render(templates: Environment, page: Page) -> bytes:
    """Return the page as HTML.

    Raises `WebsiteError` for a template that is missing, broken, or asks for what the page does not have.
    """
    name = _TEMPLATES[type(page)]
    try:
        return templates.get_template(name).render(page=page).encode("utf-8")
    except TemplateError as error:
        raise WebsiteError(f"{page.frame.path}: template {name}: {error}") from error


class _Printing(CodeGenerator):
    """Makes templates print with `shown`, which knows what it printed before: Jinja escapes each value anew."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _escapes(frame):
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _escapes(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _escapes(frame: Frame) -> bool:
    """Return whether it is certain that everything is escaped there."""
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


class _Templates(Environment):
    """The templates, with what they print by."""

    code_generator_class = _Printing
    shown = staticmethod(shown)


class _Compiled(BytecodeCache):
    """What templates compile to, in several folders; where nothing can be written, nothing is kept."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = [FileSystemBytecodeCache(str(folder), _NAMED) for folder in folders]
        self._last = folders[-1] if folders else None

    def load_bytecode(self, bucket: Bucket) -> None:
        for each in self._folders:
            # Beside a program in an archive there are no folders.
            with suppress(NotADirectoryError):
                if bucket.code is None:
                    each.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if self._last is not None:
            with suppress(OSError):
                self._last.mkdir(parents=True, exist_ok=True)
                self._folders[-1].dump_bytecode(bucket)
