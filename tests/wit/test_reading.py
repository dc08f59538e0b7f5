"""One file's facts: packages, dependencies, counts and problems."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.facts import WitDependency, WitFile, WitPackage, WitProblem
from tracker.wit import Dialect, read_wit


def test_a_file_says_its_packages_dependencies_and_counts() -> None:
    text = """package a:b@1.0.0;

use c:d/e@0.2.0;
use a:b/i@1.0.0 as mine;
interface i { use c:d/f@0.2.0.{t}; use g:h/j.{u}; use local.{v}; }
world w {
  import c:d/e@0.1.0;
  import named: k:l/m;
  import inline: interface { use n:o/p.{q}; }
  export r:s/t;
  include u:v/w;
  include x:y/z;
}
package x:y { interface z {} world v {} }
"""
    assert read_wit(text) == WitFile(
        packages=(WitPackage("a", "b", "1.0.0", 1), WitPackage("x", "y", None, 14)),
        dependencies=(
            WitDependency("c", "d", "0.2.0", 3),
            WitDependency("g", "h", None, 5),
            WitDependency("c", "d", "0.1.0", 7),
            WitDependency("k", "l", None, 8),
            WitDependency("n", "o", None, 9),
            WitDependency("r", "s", None, 10),
            WitDependency("u", "v", None, 11),
        ),
        interfaces=2,
        worlds=2,
    )


def test_a_file_without_a_declaration_has_no_package() -> None:
    assert read_wit("interface i {}") == WitFile(interfaces=1)


def test_an_empty_file_says_nothing() -> None:
    assert read_wit("") == WitFile()


def test_a_faulty_file_says_what_could_be_read_and_what_could_not() -> None:
    text = "package a:b;\ninterface i {\n  f: func(;\n  @unstable(feature = x)\n  g: func();\n}\n"
    facts = read_wit(text)
    assert (len(facts.gates), facts.interfaces) == (1, 1)
    assert facts.problems == (WitProblem(3, 11, "expected an identifier, found `;`"),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "@since(version = 1.0.0)\n@unstable(feature = a)\ninterface i {}",
            WitProblem(1, 1, "`@since` and `@unstable` cannot stand on the same item"),
        ),
        (
            "@deprecated(version = 1.0.0)\nworld w {}",
            WitProblem(1, 1, "`@deprecated` needs `@since` or `@unstable` beside it"),
        ),
        ("@unstable(feature = a)\n@unstable(feature = b)\nworld w {}", WitProblem(2, 1, "`@unstable` is given twice")),
        ("@unstable(feature = a)\nuse a:b/c;", WitProblem(1, 1, "a `use` at the top of a file cannot have attributes")),
    ],
)
def test_gates_that_cannot_stand_together_are_problems(text: str, problem: WitProblem) -> None:
    assert read_wit(text).problems == (problem,)


def test_carriage_returns_and_a_byte_order_mark_change_nothing() -> None:
    text = "package a:b;\ninterface i {\n  @unstable(feature = x)\n  f: func();\n}\n"
    assert read_wit("\ufeff" + text.replace("\n", "\r\n")) == read_wit(text)


@given(text=st.text(), dialect=st.sampled_from([None, *Dialect]))
def test_no_text_makes_it_raise(text: str, dialect: Dialect | None) -> None:
    read_wit(text, dialect)


def test_importing_the_reader_needs_no_other_library() -> None:
    program = (
        "import sys; before = set(sys.modules); import tracker.wit.reading; "
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - sys.stdlib_module_names - {'tracker'}))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
