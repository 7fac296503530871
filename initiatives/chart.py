"""A step line as SVG: where its points lie. Pure; `components/step_chart.html` draws it.

There is no library in between: a line of a dozen steps is less than what a library would have to be told so that its
marks are tokens of the site, its words those of the reader, and its text that of the page.
"""

from dataclasses import dataclass
from datetime import date

from initiatives.course import Point

WIDTH, HEIGHT = 420, 170
LEFT, RIGHT, TOP, BOTTOM = 40, 48, 14, 28


@dataclass(frozen=True)
class Mark:
    """A value or a year at an axis: where it lies, and what it says."""

    at: float
    label: str


@dataclass(frozen=True)
class StepChart:
    """`line` is the path of the steps; `end_x` and `end_y` are where it ends, and where its last value is written."""

    line: str
    area: str
    values: tuple[Mark, ...]
    years: tuple[Mark, ...]
    end_x: float
    end_y: float
    last: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def step_chart(points: list[Point]) -> StepChart | None:
    """The chart of a course; None of a single point, of which a sentence says all."""
    if len(points) < 2:
        return None
    first, last = points[0].day, points[-1].day
    step = _step(max(point.value for point in points))
    top = step * (max(point.value for point in points) // step + 1)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)

    line = f"M{x(first)} {y(points[0].value)}" + "".join(f"H{x(point.day)}V{y(point.value)}" for point in points[1:])
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    return StepChart(
        line=line,
        area=f"{line}V{y(0)}H{x(first)}Z",
        values=tuple(Mark(y(value), str(value)) for value in range(0, top + 1, step)),
        years=tuple(Mark(x(day), str(day.year)) for day in years),
        end_x=x(last),
        end_y=y(points[-1].value),
        last=points[-1].value,
    )


def _step(highest: int) -> int:
    """The distance of the values at the axis: at most five of them, each 1, 2 or 5 times a power of ten."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest < 5 * step:
                return step
        size *= 10
