"""The world as shapes, for a map drawn on the server. `data/world.json` is made by site/maps/draw_world.py."""

import json
from dataclasses import dataclass
from functools import cache

from policies.maps.spread import Form, Place, Spread
from policies.places import DATA


@dataclass(frozen=True)
class Shape:
    """A country to be coloured: an SVG path, a dot where it is too small to be seen, or both.

    `place` is the jurisdiction to look in: the country, or the body or part by which it has what is asked about.
    """

    form: str
    title: str
    place: Place
    path: str
    dot: tuple[int, int] | None


@dataclass(frozen=True)
class WorldMap:
    """`land` is everywhere else, as one path. `forms` is the legend: form, label, how many countries."""

    width: int
    height: int
    land: str
    shapes: tuple[Shape, ...]
    forms: tuple[tuple[str, str, int], ...]


@cache
def _world() -> dict:
    return json.loads((DATA / "world.json").read_text())


def draw(spread: Spread) -> WorldMap:
    """The countries that have something, each with its form in words; what is no country of the map is left out."""
    world = _world()
    paths, dots = world["paths"], world["dots"]
    shapes = tuple(
        Shape(
            form=country.form,
            title=": ".join(filter(None, (country.name, _said(country)))),
            place=country.place,
            path=paths.get(code, ""),
            dot=tuple(dots[code]) if code in dots else None,
        )
        for code, country in sorted(spread.drawn.items(), key=lambda item: item[0] in dots)
        if code in paths or code in dots
    )
    return WorldMap(
        world["width"],
        world["height"],
        "".join(path for code, path in paths.items() if code not in spread.drawn),
        shapes,
        tuple((form, str(Form(form).label), number) for form, number in spread.forms),
    )


def _said(country) -> str:
    label = str(Form(country.form).label)
    return f"{label} ({country.through.name})" if country.through else label
