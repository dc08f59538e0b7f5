"""Hypothesis strategies for WIT: whole packages that are valid by construction, and damaged ones."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from tracker.wit import lexer

VERSION = "1.4.2"
_WORDS = st.sampled_from(["alpha", "beta-one", "GAMMA", "delta-X9", "%list", "%interface", "eps", "zeta-eta-theta"])
_PRIMITIVES = [
    *("bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "string", "error-context"),
]
_KEYS = ["bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "char", "string"]
_FORMS = {
    "bare": ["result", "future", "stream"],
    "generic": [
        *("list<{}>", "option<{}>", "result<{}>", "result<_, {}>", "result<{}, {}>"),
        *("tuple<{}>", "tuple<{}, {},>", "future<{}>", "stream<{}>"),
    ],
}
_SPACES = (" ", "  ", "\n", "\t", "\r\n", " // note\n", " /* a /* nested */ note */ ", "\n/// docs\n")


@dataclass
class _Names:
    """Names that are in use, so that each is drawn once."""

    count: int = 0
    types: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)

    def new(self, draw: st.DrawFn) -> str:
        """Return a name that no other can be taken for."""
        self.count += 1
        return f"{draw(_WORDS)}-n{self.count}"


def _maybe(draw: st.DrawFn) -> bool:
    return draw(st.booleans())


def _gate(draw: st.DrawFn) -> str:
    """Draw the gates of an item, or none."""
    kind = draw(st.sampled_from(["", "", "since", "unstable", "both", "id"]))
    version = draw(st.sampled_from(["0.9.0", "1.0.0-rc.1", "1.4.2", "1.4.1+build.7"]))
    feature = draw(st.sampled_from(["wide", "clocks-timezone", "%world"]))
    match kind:
        case "since":
            return f"@since(version = {version})\n"
        case "unstable":
            return f"@unstable(feature = {feature})\n"
        case "both":
            return f"@deprecated(version = {version})\n@since(version = {version}) "
        case "id":
            return '@external-id("an \\"id\\" \\u{e9}") '
        case _:
            return ""


def _type(draw: st.DrawFn, names: _Names, depth: int = 0) -> str:
    """Draw a type that borrows nothing."""
    choices = ["primitive", "primitive", "named", "bare"]
    if depth < 3:
        choices += ["generic", "generic", "generic", "array", "map", "own"]
    kind = draw(st.sampled_from(choices))
    if kind in _FORMS:
        form = draw(st.sampled_from(_FORMS[kind]))
        return form.format(*(_type(draw, names, depth + 1) for _ in range(form.count("{}"))))
    match kind:
        case "primitive":
            return draw(st.sampled_from(_PRIMITIVES))
        case "array":
            return f"list<{_type(draw, names, depth + 1)}, {draw(st.integers(0, 2**32 - 1))}>"
        case "map":
            return f"map<{draw(st.sampled_from(_KEYS))}, {_type(draw, names, depth + 1)}>"
        case "own":
            return f"own<{draw(st.sampled_from(names.resources))}>" if names.resources else "string"
        case _:
            known = [*names.types, *names.resources]
            return draw(st.sampled_from(known)) if known else "u8"


def _signature(draw: st.DrawFn, names: _Names) -> str:
    parameters = [f"p{number}: {_type(draw, names)}" for number in range(draw(st.integers(0, 3)))]
    if names.resources and _maybe(draw):
        parameters.append(f"lent: borrow<{draw(st.sampled_from(names.resources))}>")
    trailing = "," if parameters and _maybe(draw) else ""
    result = f" -> {_type(draw, names)}" if _maybe(draw) else ""
    return f"{draw(st.sampled_from(['', 'async ']))}func({', '.join(parameters)}{trailing}){result}"


def _members(draw: st.DrawFn, names: _Names, form: str) -> str:
    lines = [form.format(f"m{number}", _type(draw, names)) for number in range(draw(st.integers(1, 3)))]
    return ", ".join(lines) + draw(st.sampled_from(["", ","]))


def _definition(draw: st.DrawFn, names: _Names) -> str:
    """Draw a type or resource, and put its name in scope."""
    kind = draw(st.sampled_from(["type", "record", "variant", "enum", "flags", "resource"]))
    name = names.new(draw)
    match kind:
        case "type":
            text = f"type {name} = {_type(draw, names)};"
        case "record":
            text = f"record {name} {{ {_members(draw, names, '{0}: {1}')} }}"
        case "variant":
            text = f"variant {name} {{ {_members(draw, names, draw(st.sampled_from(['{0}({1})', '{0}'])))} }}"
        case "enum" | "flags":
            text = f"{kind} {name} {{ {_members(draw, names, '{0}')} }}"
        case _:
            text = _resource(draw, names, name)
    (names.resources if kind == "resource" else names.types).append(name)
    return _gate(draw) + text


def _resource(draw: st.DrawFn, names: _Names, name: str) -> str:
    functions = [
        _gate(draw) + f"{names.new(draw)}: {draw(st.sampled_from(['', 'static ']))}{_signature(draw, names)};"
        for _ in range(draw(st.integers(0, 2)))
    ]
    if _maybe(draw):
        result = draw(st.sampled_from(["", f" -> result<{name}>", f" -> result<{name}, string>"]))
        functions.append(f"{_gate(draw)}constructor(){result};")
    if _maybe(draw):
        accessor = names.new(draw)
        functions += [f"{accessor}: get() -> u8;", f"{_gate(draw)}{accessor}: set(to: u8);"]
    return f"resource {name} {{ {' '.join(functions)} }}" if functions or _maybe(draw) else f"resource {name};"


def _use(draw: st.DrawFn, names: _Names, origins: dict[str, _Names]) -> str:
    """Draw a `use` of a type of another interface, or nothing."""
    known = {origin: [*found.types] for origin, found in origins.items() if found.types}
    if not known or _maybe(draw):
        return ""
    origin = draw(st.sampled_from(sorted(known)))
    name = names.new(draw)
    names.types.append(name)
    return f"{_gate(draw)}use {origin}.{{{draw(st.sampled_from(known[origin]))} as {name}}};\n"


def _interface_items(draw: st.DrawFn, names: _Names, origins: dict[str, _Names]) -> str:
    items = [_use(draw, names, origins)]
    items += [_definition(draw, names) for _ in range(draw(st.integers(0, 3)))]
    items += [f"{_gate(draw)}{names.new(draw)}: {_signature(draw, names)};" for _ in range(draw(st.integers(0, 2)))]
    return "\n".join(items)


def _world_items(draw: st.DrawFn, names: _Names, origins: dict[str, _Names]) -> str:
    items = [_use(draw, names, origins)]
    items += [_definition(draw, names) for _ in range(draw(st.integers(0, 1)))]
    for direction in ("import", "export"):
        items += [f"{_gate(draw)}{direction} {names.new(draw)}: {_signature(draw, names)};"]
        if origins and _maybe(draw):
            items.append(f"{_gate(draw)}import {names.new(draw)}: {draw(st.sampled_from(sorted(origins)))};")
        if _maybe(draw):
            inner = _interface_items(draw, _Names(names.count + 100), origins)
            items.append(f"{_gate(draw)}{direction} {names.new(draw)}: interface {{ {inner} }}")
    if origins and _maybe(draw):
        items.append(f"{_gate(draw)}import {draw(st.sampled_from(sorted(origins)))};")
    return "\n".join(items)


@st.composite
def packages(draw: st.DrawFn) -> str:
    """Draw a package in one file that the reference implementation accepts."""
    names, origins = _Names(), dict[str, _Names]()
    items: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        name = names.new(draw)
        own = _Names(names.count * 50)
        items.append(f"{_gate(draw)}interface {name} {{ {_interface_items(draw, own, origins)} }}")
        origins[name] = own
    worlds: list[str] = []
    for _ in range(draw(st.integers(0, 2))):
        name = names.new(draw)
        text = _world_items(draw, _Names(names.count * 5000), origins)
        include = f"\ninclude {draw(st.sampled_from(worlds))};" if worlds and _maybe(draw) else ""
        items.append(f"{_gate(draw)}world {name} {{ {text}{include} }}")
        worlds.append(name)
    text = f"package test:drawn@{VERSION};\n" + "\n".join(items) + "\n"
    return _respaced(draw, text)


def _respaced(draw: st.DrawFn, text: str) -> str:
    """Put other white space and comments between some tokens."""
    chance = draw(st.randoms(use_true_random=False))
    pieces: list[str] = []
    position = 0
    for token in lexer.tokenize(text):
        if token.kind == lexer.SPACE and chance.random() < 0.2:
            pieces += text[position : token.start], chance.choice(_SPACES)
            position = token.end
    return "".join([*pieces, text[position:]])


_DAMAGE = [
    "",
    ";",
    "}",
    "{",
    ")",
    "u8",
    "func",
    "%a",
    "A_b",
    "@",
    "interface",
    "->",
    "self",
    "//",
    "1",
    '"',
    "\n",
    "use",
]


@st.composite
def damaged_packages(draw: st.DrawFn) -> str:
    """Draw a package with one or two tokens lost, replaced or said twice."""
    text = draw(packages())
    for _ in range(draw(st.integers(1, 2))):
        tokens = [token for token in lexer.tokenize(text) if token.kind not in lexer.TRIVIA]
        token = draw(st.sampled_from(tokens))
        other = draw(st.sampled_from(tokens))
        with_what = draw(st.sampled_from([*_DAMAGE, text[other.start : other.end]]))
        kept = text[token.start : token.end] + " " if _maybe(draw) else ""
        text = text[: token.start] + kept + with_what + text[token.end :]
    return text
