"""Compiles what the site is made of, once for all builds: `python -m tracker.cli.site_compiling`, when it is set up."""

from tracker import __version__
from tracker.cli.site_rules import rule_documents
from tracker.website.building import prepared
from tracker.website.rules import compile_rules
from tracker.website.settings import SET_UP, Settings


def main() -> None:
    """Compile the templates, and make HTML of the program's own documents; each build finds them beside the program."""
    prepared(Settings(__version__, compiled=(SET_UP,)))
    compile_rules(rule_documents(), SET_UP)


if __name__ == "__main__":
    main()
