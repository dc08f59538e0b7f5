"""Modules and functions stay small enough to be read in one go."""

from tests.architecture.program import functions, modules

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50


def test_no_module_is_too_long() -> None:
    lengths = {module.path: len(module.text.splitlines()) for module in modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{module.path}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in modules()
        for function in functions(module.tree)
    }
    assert {place: length for place, length in lengths.items() if length > LONGEST_FUNCTION} == {}
