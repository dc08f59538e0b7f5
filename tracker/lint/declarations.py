"""Where packages are declared, as related places of findings."""

from tracker.lint.files import LintFile, Span
from tracker.lint.packages import LintPackage


def declaration(package: LintPackage, message: str) -> tuple[tuple[LintFile, Span, str], ...]:
    """Return the place of a package's declaration, with what it has to do with a finding."""
    if package.declared_in is None or package.name is None:
        return ()
    return ((package.declared_in, Span(package.name.start, package.name.end), message),)
