"""Ink on ground meets WCAG 2.2 AA in both themes (success criterion 1.4.3: 4.5 to 1 for text)."""

import re
from pathlib import Path

import pytest

from django.conf import settings

CSS = Path(settings.PACKAGE) / "static" / "css" / "tokens.css"
PAIRS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink-soft", "paper"),
    ("ink-soft", "sheet"),
    ("accent", "paper"),
    ("accent", "sheet"),
    ("accent", "accent-ground"),
    ("ink", "accent-ground"),
    ("ink-soft", "accent-ground"),
    ("paper", "accent"),
    ("good", "paper"),
    ("warn", "paper"),
    ("ink", "warn-ground"),
    ("warn", "warn-ground"),
    ("mark-ink", "mark"),
]


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"\{([^{}]*--paper[^{}]*)\}", CSS.read_text())
    light, system_dark, chosen_dark = (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block)) for block in blocks)
    assert system_dark == chosen_dark, "the two ways into the dark theme differ"
    return {"light": light, "dark": chosen_dark}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(theme, ink, ground):
    colours = themes()[theme]
    brighter, darker = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (brighter + 0.05) / (darker + 0.05) >= 4.5
