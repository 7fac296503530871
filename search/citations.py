"""How a record is cited: as a sentence, for LaTeX (BibTeX) and for reference managers (RIS).

What is cited is the law, the promise or the vote, as this site records it: its own title and date, as far as that is
known, and the permanent address of the record, which says when it was last changed. Pure: an entry in, text out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from policies.choices import InstrumentKind
from policytracker.core.dates import PartialDate
from policytracker.core.templatetags.dates import date_in_words
from search.kinds import EntryKind
from search.linked_data import LEGISLATION, permanent
from search.models import Entry

FORMS = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
# What RIS calls these. All else is a page on the web that is cited.
RIS_TYPES = {
    **dict.fromkeys(LEGISLATION, "STAT"),
    InstrumentKind.COURT_DECISION: "CASE",
    InstrumentKind.STRATEGY: "GOVDOC",
    InstrumentKind.CODE_OF_PRACTICE: "GOVDOC",
    InstrumentKind.GUIDELINE: "GOVDOC",
    InstrumentKind.MEMORANDUM: "GOVDOC",
}
IGF = "Internet Governance Forum"
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces, escaped or not.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


@dataclass(frozen=True)
class Citation:
    """What a citation is made of. `authors` are bodies, never persons; `date` is empty where none is known."""

    record_id: str
    kind: str
    type: str
    title: str
    title_original: str
    authors: tuple[str, ...]
    date: str
    changed: str
    summary: str
    language: str

    @property
    def address(self) -> str:
        return permanent(self.record_id)

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def sentence(self) -> str:
        """For a text: who, what, when, where."""
        said = _("%(title)s (%(year)s).") if self.year else _("%(title)s.")
        authors = f"{', '.join(self.authors)}: " if self.authors else ""
        return " ".join(
            [
                authors + said % {"title": self.title, "year": self.year},
                _("%(site)s, changed on %(date)s.")
                % {"site": settings.WAGTAIL_SITE_NAME, "date": date_in_words(PartialDate(self.changed))}
                if self.changed
                else f"{settings.WAGTAIL_SITE_NAME}.",
                self.address,
            ]
        )


def citation(entry: Entry) -> Citation:
    """A record as it is cited."""
    payload = entry.payload
    return Citation(
        record_id=entry.record_id,
        kind=entry.kind,
        type=payload.get("type", ""),
        title=_line(entry.title),
        title_original=_line(payload.get("title_original", "")),
        authors=tuple(_line(name) for name in _authors(entry) if name),
        date=payload.get("adopted") or payload.get("announced") or entry.date,
        changed=(payload.get("updated") or "")[:10],
        summary=_line(payload.get("approach") or payload.get("measure") or payload.get("summary") or ""),
        language=entry.locale,
    )


def _authors(entry: Entry) -> list[str]:
    payload = entry.payload
    if entry.kind == EntryKind.INSTRUMENT:
        return [payload["jurisdiction"]["name"]]
    if entry.kind == EntryKind.COMMITMENT:
        return [payload["organisation"]["name"]]
    if entry.kind == EntryKind.INITIATIVE:
        return [organisation["name"] for organisation in payload["lead"]]
    return [IGF] if entry.kind == EntryKind.RECOMMENDATION else []


def bibtex(cited: Citation, today: date) -> str:
    """An entry of BibTeX and biblatex, in UTF-8. `@legislation` is biblatex; BibTeX reads it as `@misc`."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in cited.authors),
        "title": f"{{{_tex(cited.title)}}}",
        "origtitle": cited.title_original and f"{{{_tex(cited.title_original)}}}",
        # BibTeX reads the year and the month, biblatex the date.
        "year": cited.year,
        "month": cited.date[5:7],
        "date": cited.date,
        "howpublished": f"{{{_tex(settings.WAGTAIL_SITE_NAME)}}}",
        "note": _tex(_note(cited)),
        "url": cited.address,
        "urldate": today.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    is_law = cited.kind == EntryKind.INSTRUMENT and cited.type in LEGISLATION
    return f"@{'legislation' if is_law else 'misc'}{{{cited.record_id},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Citation, today: date) -> str:
    """A reference in RIS, in UTF-8."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(cited, today))


def _ris(cited: Citation, today: date) -> Iterator[tuple[str, str]]:
    is_instrument = cited.kind == EntryKind.INSTRUMENT
    yield "TY", (is_instrument and RIS_TYPES.get(cited.type)) or "ELEC"
    yield "TI", cited.title
    for name in cited.authors:
        yield "AU", name
    if cited.date:
        known = PartialDate(cited.date)
        yield "PY", cited.year
        month, day = (f"{part:02}" if part else "" for part in (known.month, known.day))
        yield "DA", f"{cited.year}/{month}/{day}/"
    yield "PB", settings.WAGTAIL_SITE_NAME
    if cited.summary:
        yield "AB", cited.summary
    if cited.title_original:
        yield "N1", f"Original title: {cited.title_original}"
    yield "N1", _note(cited)
    yield "LA", cited.language
    yield "UR", cited.address
    yield "Y2", f"{today:%Y/%m/%d}/"
    yield "ID", cited.record_id
    yield "ER", ""


def _note(cited: Citation) -> str:
    changed = f", changed on {cited.changed}" if cited.changed else ""
    return f"Record {cited.record_id}{changed}, CC BY 4.0"


def _line(text: str) -> str:
    """A text on one line: a line end would begin a field of its own in RIS."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def _tex(text: str) -> str:
    """A text as LaTeX prints it. Letters of all scripts stay as they are."""
    return text.translate(ESCAPES)
