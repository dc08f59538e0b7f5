import re

import pytest

from tracker.shipped import shipped

ASSETS = {
    each.name: each.read_text("utf-8") for each in (shipped("site") / "assets").iterdir() if each.name.endswith(".css")
}
TOKENS = ASSETS.pop("tokens.css")
STYLE = "\n".join(ASSETS[name] for name in sorted(ASSETS))
TOKEN = re.compile(r"(--[a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
GROUNDS = ("--ground", "--surface", "--raised")
STATUSES = ("met", "unmet", "unknown", "waived", "inherited")
LIGHT = {name: light for name, light, _ in TOKEN.findall(TOKENS)}
DARK = {name: dark for name, _, dark in TOKEN.findall(TOKENS)}


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_enough_contrast_on_every_ground_it_stands_on(tokens: dict[str, str]) -> None:
    pairs = [
        *((text, ground) for text in ("--ink", "--ink-soft", "--accent") for ground in GROUNDS),
        *((f"--{each}", f"--{each}-ground") for each in STATUSES),
        *((f"--{each}", "--surface") for each in STATUSES),
        ("--accent", "--accent-ground"),
        ("--ink", "--accent-ground"),
        ("--ink-soft", "--accent-ground"),
        ("--accent-ink", "--accent"),
    ]
    weak = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_that_carry_meaning_have_enough_contrast(tokens: dict[str, str]) -> None:
    assert {
        ground: contrast(tokens["--line-strong"], tokens[ground])
        for ground in GROUNDS
        if contrast(tokens["--line-strong"], tokens[ground]) < 3
    } == {}


def test_every_token_that_is_used_is_there_and_every_one_there_is_used() -> None:
    defined = set(re.findall(r"^  (?:  )?(--[a-z0-9-]+):", TOKENS, re.MULTILINE))
    local = set(re.findall(r"^ +(--[a-z0-9-]+):", STYLE, re.MULTILINE))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", STYLE + TOKENS))
    assert (used - defined - local, (defined | local) - used) == (set(), set())


def test_no_colour_stands_outside_the_tokens() -> None:
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", STYLE) == []


def test_every_colour_has_a_light_and_a_dark_side() -> None:
    colours = re.findall(r"(--[a-z0-9-]+):\s*[^;]*#[0-9a-f]{6}", TOKENS.split("@media print")[0])
    assert set(colours) == LIGHT.keys() == DARK.keys()


def test_the_style_asks_nothing_of_other_places() -> None:
    assert re.findall(r"@import|@font-face|url\(|https?:", STYLE + TOKENS) == []


def test_people_who_want_less_motion_get_none() -> None:
    calm = re.sub(r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}\n", "", STYLE, flags=re.DOTALL)
    assert STYLE.count("transition:") > 0
    assert re.findall(r"transition|animation|scroll-behavior", calm) == []
