"""What every kind of record brings to a briefing, in the terms of `contents`."""

from bs4 import BeautifulSoup

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail.models import Page

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import (
    Event,
    Fact,
    Facts,
    Mark,
    Passage,
    Promise,
    Promises,
    Prose,
    Row,
    Said,
    Table,
    Timeline,
)
from policies.choices import CommitmentStatus, InstrumentStatus, LegalForce
from policies.status import standing
from policytracker.core.addresses import absolute


def record_address(record_id: str) -> str:
    """The permanent address of a record."""
    return absolute(reverse("record", args=[record_id]))


def record_link(page) -> str:
    return record_address(page.record_id)


def data_date(pages) -> str:
    """The day of the newest change in what a briefing is made of."""
    changes = [page.last_published_at for page in pages if page.last_published_at]
    return max(changes).date().isoformat() if changes else ""


def facts(*rows: tuple[str, object]) -> tuple[Fact, ...]:
    """Labels with a text, a passage or several of them; those without a value are left out."""
    made = []
    for label, value in rows:
        values = value if isinstance(value, list | tuple) else [value]
        passages = tuple(v if isinstance(v, Passage) else Passage(str(v)) for v in values if v)
        if passages:
            made.append(Fact(str(label), passages))
    return tuple(made)


def dated(value: str) -> Passage | None:
    return Passage(date=str(value)) if value else None


def force_and_status(instrument) -> tuple[Mark, Mark]:
    return force_mark(instrument.legal_force), status_mark(instrument.status)


def verification(page) -> tuple[Facts | Prose, ...]:
    """Who has checked a record, and what remains doubtful."""
    checked = dated(page.last_checked.isoformat()) if page.last_checked else None
    blocks = [
        Facts(
            facts(
                (_("Verification"), page.get_verification_display()),
                (_("Last checked"), checked),
                (_("Record"), Passage(page.record_id, link=record_link(page))),
            )
        )
    ]
    if page.notes:
        blocks.append(Prose((page.notes,), voice="note", heading=_("Notes: what is doubtful")))
    return tuple(blocks)


def history(events, bibliography: Bibliography, heading: str = "") -> tuple[Timeline, ...]:
    """The dated rows of a record, oldest first; nothing where there are none."""
    rows = sorted(events, key=lambda event: (event.date, event.sort_order or 0))
    if not rows:
        return ()
    made = (
        Event(
            date=str(row.date),
            text=row.text,
            label=str(row.get_kind_display()) if hasattr(row, "kind") else "",
            sources=bibliography.cite(row.source_url),
        )
        for row in rows
    )
    return (Timeline(heading, tuple(made)),)


def stream_prose(stream) -> tuple[Prose, ...]:
    """The prose of editors as plain paragraphs."""
    blocks = []
    for block in stream:
        if block.block_type == "heading":
            blocks.append(Prose((), heading=block.value))
        elif block.block_type == "paragraph":
            soup = BeautifulSoup(block.value.source, "html.parser")
            texts = (" ".join(element.get_text().split()) for element in soup.find_all(["p", "li"]))
            blocks.append(Prose(tuple(filter(None, texts))))
        elif block.block_type == "quotation":
            blocks.append(Prose((block.value["text"], f"({block.value['speaker']})"), voice="quotation"))
    return tuple(blocks)


def force_mark(force: str) -> Mark:
    return Mark("force", str(force), str(LegalForce(force).label))


def status_mark(status: str) -> Mark:
    return Mark("instrument", str(status), str(InstrumentStatus(status).label))


def commitment_mark(event) -> Mark:
    return Mark("commitment", event.status, str(CommitmentStatus(event.status).label))


def promises(caption: str, commitments, bibliography: Bibliography) -> tuple[Promises, ...]:
    """Commitments of any organisations with what is reported beside what is assessed; nothing where there are none."""
    rows = tuple(
        promise(commitment, bibliography, detail=organisation)
        for commitment, organisation in zip(commitments, parent_titles(commitments), strict=True)
    )
    return (Promises(caption, rows),) if rows else ()


def promise(commitment, bibliography: Bibliography, detail: str) -> Promise:
    """A commitment with the present status of both tracks; `detail` says whose it is, or under what."""
    bibliography.learn(commitment)
    now = standing(commitment.status_events.all())
    return Promise(
        title=Passage(commitment.title, link=record_link(commitment), detail=detail),
        reported=said(now.reported, bibliography),
        assessed=said(now.assessed, bibliography),
    )


def parent_titles(pages) -> list[str]:
    """The titles of the pages above some pages, in one query."""
    above = [page.path[: -page.steplen] for page in pages]
    titles = dict(Page.objects.filter(path__in=set(above)).values_list("path", "title"))
    return [titles[path] for path in above]


def said(event, bibliography: Bibliography) -> Said | None:
    if event is None:
        return None
    return Said(
        status=commitment_mark(event),
        date=str(event.date),
        text=event.text,
        by=event.by,
        sources=bibliography.cite(event.source_url),
    )


def initiatives_table(caption: str, initiatives, bibliography: Bibliography) -> tuple[Table, ...]:
    """Initiatives with who carries them and what they are; nothing where there are none."""
    rows = tuple(
        Row(
            Passage(
                initiative.title,
                link=record_link(initiative),
                detail=", ".join(lead.title for lead in initiative.lead.all()),
            ),
            (
                (Passage(str(initiative.get_status_display()), date=str(initiative.started)),),
                (Passage(initiative.summary, sources=bibliography.cite_record(initiative)),),
            ),
        )
        for initiative in initiatives
    )
    columns = (_("Initiative"), _("Status, since"), _("What it does"))
    return (Table(caption, columns, rows, layout="initiatives"),) if rows else ()
