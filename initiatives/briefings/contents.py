"""What a briefing holds, whatever it is about: plain values that can be compared, hashed and written as JSON.

Dates are partial dates (`2024`, `2024-05`, `2024-05-17`) and are put into words where they are shown; sources are
numbers into `BriefingContents.sources`. A `language` is that of the words of a record, where it is another than that of
the briefing: of an untranslated law in a briefing in French.
"""

from dataclasses import dataclass, field
from itertools import zip_longest

from policytracker.core.versions import direction


@dataclass(frozen=True)
class Mark:
    """A word from a fixed vocabulary, with the glyph that goes with it: `force`, `commitment`, `instrument` …"""

    family: str
    value: str
    label: str


@dataclass(frozen=True)
class Passage:
    """Some words, with all that may belong to them: a label, marks, a date, where they lead, where to check them.

    `language` is that of the text; of the detail, where there is no text.
    """

    text: str = ""
    label: str = ""
    marks: tuple[Mark, ...] = ()
    detail: str = ""
    date: str = ""
    link: str = ""
    language: str = ""
    sources: tuple[int, ...] = ()

    @property
    def direction(self) -> str:
        """`rtl` or `ltr` where the language is known; `auto` where it is not."""
        return direction(self.language) if self.language else "auto"


@dataclass(frozen=True)
class Prose:
    """Paragraphs, in the voice of the editors, or as a `quotation`, a `measure`, the `critique` of others, a `note`.

    `language` is that of the paragraphs; of the heading, where it stands alone.
    """

    paragraphs: tuple[str, ...]
    voice: str = ""
    heading: str = ""
    sources: tuple[int, ...] = ()
    language: str = ""
    kind: str = field(default="prose", init=False)


@dataclass(frozen=True)
class Fact:
    label: str
    values: tuple[Passage, ...]


@dataclass(frozen=True)
class Facts:
    """Short answers to short questions. Facts without a value are left out by those who build them."""

    rows: tuple[Fact, ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True)
class Row:
    header: Passage
    cells: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True)
class Table:
    """Rows with a header each. `layout` names how the columns share the width: see briefing.css.

    `languages` are those of the columns, where these are titles of records.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    layout: str = ""
    languages: tuple[str, ...] = ()
    kind: str = field(default="table", init=False)

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The headings of the columns, each with its language."""
        return list(zip_longest(self.columns, self.languages, fillvalue=""))

    @property
    def labelled_rows(self) -> list[tuple[Passage, list[tuple[str, tuple[Passage, ...]]]]]:
        """Each row with the heading of its column beside each cell, for screens too small for a table."""
        return [(row.header, list(zip(self.columns[1:], row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Said:
    """What one side says of a promise, and since when."""

    status: Mark
    date: str
    text: str
    by: str = ""
    sources: tuple[int, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Promise:
    """A commitment with what is reported beside what is assessed."""

    title: Passage
    reported: Said | None
    assessed: Said | None

    @property
    def differs(self) -> bool:
        return bool(self.reported and self.assessed) and self.reported.status != self.assessed.status


@dataclass(frozen=True)
class Promises:
    """Commitments, each with both statuses."""

    caption: str
    rows: tuple[Promise, ...]
    kind: str = field(default="promises", init=False)


@dataclass(frozen=True)
class Event:
    date: str
    text: str
    label: str = ""
    sources: tuple[int, ...] = ()
    language: str = ""
    label_language: str = ""


@dataclass(frozen=True)
class Timeline:
    """What happened, oldest first."""

    heading: str
    events: tuple[Event, ...]
    kind: str = field(default="timeline", init=False)


Block = Prose | Facts | Table | Promises | Timeline


@dataclass(frozen=True)
class Section:
    """A part with a heading. `wide` ones are laid across the page."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    wide: bool = False
    language: str = ""


@dataclass(frozen=True)
class Reference:
    """A numbered source."""

    number: int
    title: str
    url: str
    publisher: str = ""
    kind: str = ""
    read_on: str = ""


@dataclass(frozen=True)
class BriefingContents:
    """Everything that a reader of a briefing gets."""

    kind: str
    title: str
    address: str
    file_name: str
    data_date: str
    summary: str
    sections: tuple[Section, ...]
    sources: tuple[Reference, ...]
    original_title: Passage | None = None
    facts: tuple[Fact, ...] = ()
    keywords: tuple[str, ...] = ()
    title_language: str = ""
    summary_language: str = ""
