"""`make fuzz`: throws arbitrary text at the WIT lexer, parser and comparison, and looks for a crash or a hang.

With atheris the inputs are guided by coverage; without it they are made by mutating what the grammar can make. An
exception, a recursion error, or an input that takes over a second ends the run with the input on standard error.
"""

import argparse
import importlib
import importlib.util
import random
import sys
import time
from collections.abc import Callable
from typing import Any

LIMIT = 1.0
"""Seconds one input may take."""
_WORDS = """
{ } ( ) < > ; : , . = @ % * / _ - & " \\ 0 9 a B é
package interface world use import export include func resource record variant enum flags type static
constructor async list option result tuple stream future own borrow map error-context u8 string bool
// /// /* */ -> with as a:b/c@1.2.3
"""
_PIECES = (
    *_WORDS.split(),
    *("\n", "\r", "\t", "\ufeff", "\u202e", "\0"),
    *("@since(version = 1.0.0)", "@unstable(feature = a-b)", "@deprecated(version = 2.0.0-rc.1+x)", "@external-id("),
    *("package a:b@0.1.0;", "interface i {", "world w {", "f: func(a: u8) -> string;", "// @stabilize-next\n"),
    *("{" * 50, "list<" * 50, "/*" * 50),
)


def check(text: str) -> None:
    """Lex a text, read it as WIT of today and of long ago, compare it with its first half; no character may be lost.

    The fast reading must find the faults that the whole one finds. Time is the process's own: others may be at work.
    """
    from tracker.wit import Dialect, parse, read_wit  # noqa: PLC0415 -- after atheris has had a chance to instrument it
    from tracker.wit.compare import compare  # noqa: PLC0415 -- as above
    from tracker.wit.lexer import tokenize  # noqa: PLC0415 -- as above
    from tracker.wit.outline import parse_outline  # noqa: PLC0415 -- as above

    began = time.process_time()
    if "".join(text[token.start : token.end] for token in tokenize(text)) != text:
        raise AssertionError("the tokens do not give the text back")
    for dialect in (None, *Dialect):
        read_wit(text, dialect)
    whole = parse(text)
    if parse_outline(text).diagnostics != whole.diagnostics:
        raise AssertionError("the fast reading finds other faults")
    compare({"a.wit": whole}, {"a.wit": parse(text[: len(text) // 2])})
    took = time.process_time() - began
    if took > LIMIT:
        raise TimeoutError(f"{len(text)} characters took {took:.1f} s")


def mutated(seed: random.Random, corpus: list[str]) -> str:
    """Return a text made of pieces of the language and of earlier texts, cut and joined at random."""
    if corpus and seed.random() < 0.5:
        text = seed.choice(corpus)
        start, end = sorted(seed.randrange(len(text) + 1) for _ in range(2))
        middle = " ".join(seed.choice(_PIECES) for _ in range(seed.randrange(4)))
        return text[:start] + middle + text[end if seed.random() < 0.5 else start :]
    return seed.choice(("", " ", "\n")).join(seed.choice(_PIECES) for _ in range(seed.randrange(60)))


def run_random(runs: int, seed_number: int) -> None:
    """Check `runs` texts; the same seed makes the same texts."""
    seed = random.Random(seed_number)  # noqa: S311 -- nothing here is secret
    corpus: list[str] = []
    for number in range(runs):
        text = mutated(seed, corpus)
        try:
            check(text)
        except BaseException:
            sys.stderr.write(f"input {number} of seed {seed_number}: {text!r}\n")
            raise
        if len(corpus) < 500:
            corpus.append(text)
        else:
            corpus[seed.randrange(len(corpus))] = text
        if (number + 1) % 50_000 == 0:
            sys.stderr.write(f"{number + 1} of {runs} inputs\n")
    sys.stdout.write(f"{runs} inputs without an exception, a hang or a recursion error (seed {seed_number})\n")


def run_atheris(runs: int) -> None:
    """Check texts that coverage guides."""
    atheris: Any = importlib.import_module("atheris")

    with atheris.instrument_imports(include=["tracker.wit"]):
        import tracker.wit  # noqa: F401, PLC0415 -- imported here to be instrumented

    def one(data: bytes) -> None:
        check(atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(len(data)))

    atheris.Setup([sys.argv[0], f"-runs={runs}", "-timeout=10", "-max_len=4096"], one)
    atheris.Fuzz()


def main() -> None:
    """Run as many inputs as asked for, guided when atheris is there."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", action="store_true", help="do not use atheris even where it is installed")
    options = parser.parse_args()
    guided = not options.random and importlib.util.find_spec("atheris") is not None
    target: Callable[[], None] = (
        (lambda: run_atheris(options.runs)) if guided else (lambda: run_random(options.runs, options.seed))
    )
    target()


if __name__ == "__main__":
    main()
