"""Draw the world once, for policies/data/world.json: python draw_world.py countries-110m.json countries-50m.json.

The two files come from the npm package world-atlas 2.0.2 (`npm pack world-atlas@2.0.2`), which is Natural Earth 4.1.0,
in the public domain, as TopoJSON. They are projected with Equal Earth, which keeps areas in proportion, simplified, and
written as one SVG path for each country of ISO 3166-1, in whole units of a picture WIDTH units wide. Countries too
small to be seen at this scale, or missing from the coarser file, have a dot where their largest piece lies.

Borders are those of Natural Earth, which draws who is in control, except where the General Assembly of the United
Nations or common usage has settled otherwise; see CORRECTIONS.
"""

import json
import math
import sys
from itertools import pairwise
from pathlib import Path

from babel.core import get_global

OUTPUT = Path(__file__).resolve().parents[2] / "policies" / "data" / "world.json"
WIDTH = 1000
# In units of the picture: what is nearer to a straight line is left out, and so are islands that are smaller.
TOLERANCE, SMALLEST = 0.75, 1.6
# Countries smaller than this (in square units) get a dot: about that of Slovenia.
DOTTED = 22
LEFT_OUT = {"Antarctica", "Fr. S. Antarctic Lands"}
# Natural Earth gives these no code. The United Nations know two as parts of a member; CLDR has XK for the third.
WITHOUT_CODE = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK"}
# Members of the United Nations that both files leave out.
MISSING = {"TV": (179.2, -8.5)}
# Longitudes and latitudes of pieces that belong to another: Crimea, by resolution 68/262 of the General Assembly.
CORRECTIONS = [("RU", "UA", (32, 37), (44, 46.5))]


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """The projection of Šavrič, Patterson and Jenny (2018), by its published polynomial, on a unit sphere."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    half = math.sqrt(3) / 2
    theta = math.asin(half * math.sin(math.radians(latitude)))
    squared, sixth = theta**2, theta**6
    x = (
        math.radians(longitude)
        * math.cos(theta)
        / (half * (a1 + 3 * a2 * squared + sixth * (7 * a3 + 9 * a4 * squared)))
    )
    return x, theta * (a1 + a2 * squared + sixth * (a3 + a4 * squared))


RADIUS, TOP = equal_earth(180, 0)[0], equal_earth(0, 84)[1]
HEIGHT = round((TOP - equal_earth(0, -57)[1]) * WIDTH / (2 * RADIUS))


def picture(point: tuple[float, float]) -> tuple[float, float]:
    x, y = equal_earth(*point)
    scale = WIDTH / (2 * RADIUS)
    return (x + RADIUS) * scale, (TOP - y) * scale


def arcs_of(topology: dict) -> list[list[tuple[float, float]]]:
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        decoded.append(points)
    return decoded


def simplified(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas and Peucker's line through points in degrees, measured in the picture. The ends stay, so that the borders
    of neighbours still meet."""
    if len(points) < 3:
        return points
    drawn = [picture(point) for point in points]
    (ax, ay), (bx, by) = drawn[0], drawn[-1]
    length = math.hypot(bx - ax, by - ay)

    def away(point):
        if length < 1e-9:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    farthest = max(range(1, len(points) - 1), key=lambda index: away(drawn[index]))
    if away(drawn[farthest]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: farthest + 1])[:-1] + simplified(points[farthest:])


def cut_at_the_date_line(ring):
    """A ring in degrees as the rings that lie on either side of 180°."""
    whole = [ring[0]]
    for x, y in ring[1:]:
        turns = round((whole[-1][0] - x) / 360)
        whole.append((x + 360 * turns, y))
    for edge in (180, -180):
        if min(x for x, _ in whole) < edge - 1e-6 and max(x for x, _ in whole) > edge + 1e-6:
            here, beyond = clipped(whole, edge, 1), clipped(whole, edge, -1)
            inside, outside = (here, beyond) if edge == 180 else (beyond, here)
            return [inside, [(x - 2 * edge, y) for x, y in outside]]
    return [whole]


def clipped(ring, edge: float, side: int):
    """The part of a ring west (1) or east (-1) of a meridian, by Sutherland and Hodgman."""
    kept = []
    for (ax, ay), (bx, by) in zip([ring[-1], *ring[:-1]], ring, strict=True):
        if (ax - edge) * (bx - edge) < 0:
            kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        if (bx - edge) * side <= 0:
            kept.append((bx, by))
    return kept


def area(ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def middle(ring) -> tuple[float, float]:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def code_of(geometry: dict) -> str:
    name = geometry["properties"]["name"]
    if name in WITHOUT_CODE:
        return WITHOUT_CODE[name]
    codes = get_global("territory_aliases").get(geometry.get("id", ""), [""])
    return codes[0]


def rings_by_country(path: str) -> dict[str, list[list]]:
    """For each country its rings in the picture, those of holes too: Lesotho lies in one of South Africa's."""
    topology = json.loads(Path(path).read_text())
    arcs = [simplified(arc) for arc in arcs_of(topology)]

    def ring(indices):
        points = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc if not points else arc[1:]
        return points[:-1]

    found: dict[str, list] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if not code or geometry["properties"]["name"] in LEFT_OUT or not geometry.get("arcs"):
            continue
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for polygon in polygons:
            for indices in polygon:
                found.setdefault(code, []).extend(cut_at_the_date_line(ring(indices)))
    for wrong, right, (west, east), (south, north) in CORRECTIONS:
        for piece in list(found[wrong]):
            x, y = middle(piece)
            if west < x < east and south < y < north:
                found[wrong].remove(piece)
                found[right].append(piece)
    return {code: [[picture(point) for point in piece] for piece in pieces] for code, pieces in found.items()}


def path_of(rings) -> str:
    """Whole units, each step relative to the last; nothing where all is too small."""
    parts = []
    for ring in rings:
        if abs(area(ring)) < SMALLEST:
            continue
        points = [(round(x), round(y)) for x, y in ring]
        points = [point for point, before in zip(points, [None, *points[:-1]], strict=True) if point != before]
        if len(points) < 3:
            continue
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
        drawn = " ".join(f"{x}{y}" if y < 0 else f"{x} {y}" for x, y in steps)
        parts.append(f"M{points[0][0]} {points[0][1]}l{drawn}z")
    return "".join(parts)


def main(coarse: str, fine: str) -> None:
    shapes, small = rings_by_country(coarse), rings_by_country(fine)
    paths, dots = {}, {}
    for code in sorted({*shapes, *small}):
        path = path_of(shapes.get(code, []))
        if path:
            paths[code] = path
        pieces = small.get(code) or shapes[code]
        if sum(abs(area(piece)) for piece in pieces) < DOTTED:
            x, y = middle(max(pieces, key=lambda piece: abs(area(piece))))
            dots[code] = [round(x), round(y)]
    dots |= {code: [round(coordinate) for coordinate in picture(place)] for code, place in MISSING.items()}
    world = {
        "source": "Natural Earth 4.1.0 by way of world-atlas 2.0.2, public domain; drawn by site/maps/draw_world.py",
        "width": WIDTH,
        "height": HEIGHT,
        "paths": paths,
        "dots": dots,
    }
    OUTPUT.write_text(json.dumps(world, separators=(",", ":"), ensure_ascii=False).replace('",', '",\n') + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
