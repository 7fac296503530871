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
from policies import querysets
from policies.choices import CommitmentStatus, InstrumentStatus, LegalForce
from policies.models import OrganisationPage
from policies.status import standing
from policytracker.core.addresses import absolute
from policytracker.core.versions import other_language


def record_address(record_id: str) -> str:
    """The permanent address of a record."""
    return absolute(reverse("record", args=[record_id]))


def record_link(page) -> str:
    return record_address(page.record_id)


def titled(record, **more) -> Passage:
    """The title of a record, be it a page or a row, in its language and leading to it."""
    return Passage(record.title, link=record_link(record), language=language_of(record), **more)


def language_of(record) -> str:
    """The language of a page or a row, where it is another than that of the briefing."""
    return other_language(record if isinstance(record, Page) else record.url)


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
        blocks.append(
            Prose((page.notes,), voice="note", heading=_("Notes: what is doubtful"), language=language_of(page))
        )
    return tuple(blocks)


def history(page, bibliography: Bibliography, heading: str = "") -> tuple[Timeline, ...]:
    """The dated rows of a record, oldest first; nothing where there are none."""
    rows = sorted(page.events.all(), key=lambda event: (event.date, event.sort_order or 0))
    if not rows:
        return ()
    made = (
        Event(
            date=str(row.date),
            text=row.text,
            label=str(row.get_kind_display()) if hasattr(row, "kind") else "",
            sources=bibliography.cite(row.source_url),
            language=language_of(page),
        )
        for row in rows
    )
    return (Timeline(heading, tuple(made)),)


def details(page) -> tuple[Prose, ...]:
    """The prose of editors as plain paragraphs."""
    blocks, language = [], language_of(page)
    for block in page.details:
        if block.block_type == "heading":
            blocks.append(Prose((), heading=block.value, language=language))
        elif block.block_type == "paragraph":
            soup = BeautifulSoup(block.value.source, "html.parser")
            texts = (" ".join(element.get_text().split()) for element in soup.find_all(["p", "li"]))
            blocks.append(Prose(tuple(filter(None, texts)), language=language))
        elif block.block_type == "quotation":
            said = (block.value["text"], f"({block.value['speaker']})")
            blocks.append(Prose(said, voice="quotation", language=language))
    return tuple(blocks)


def force_mark(force: str) -> Mark:
    return Mark("force", str(force), str(LegalForce(force).label))


def status_mark(status: str) -> Mark:
    return Mark("instrument", str(status), str(InstrumentStatus(status).label))


def commitment_mark(event) -> Mark:
    return Mark("commitment", event.status, str(CommitmentStatus(event.status).label))


def promises(caption: str, commitments, bibliography: Bibliography) -> tuple[Promises, ...]:
    """Commitments of any organisations with what is reported beside what is assessed; nothing where there are none."""
    organisations = {pk: page.title for pk, page in querysets.parents(commitments, OrganisationPage).items()}
    rows = tuple(
        promise(commitment, bibliography, detail=organisations.get(commitment.pk, "")) for commitment in commitments
    )
    return (Promises(caption, rows),) if rows else ()


def promise(commitment, bibliography: Bibliography, detail: str) -> Promise:
    """A commitment with the present status of both tracks; `detail` says whose it is, or under what."""
    bibliography.learn(commitment)
    now = standing(commitment.status_events.all())
    return Promise(
        title=titled(commitment, detail=detail),
        reported=said(now.reported, bibliography, commitment),
        assessed=said(now.assessed, bibliography, commitment),
    )


def said(event, bibliography: Bibliography, whose) -> Said | None:
    """What an event says of a promise, a page or a row; None where nobody has said anything."""
    if event is None:
        return None
    return Said(
        status=commitment_mark(event),
        date=str(event.date),
        text=event.text,
        by=event.by,
        sources=bibliography.cite(event.source_url),
        language=language_of(whose),
    )


def initiatives_table(caption: str, initiatives, bibliography: Bibliography) -> tuple[Table, ...]:
    """Initiatives with who carries them and what they are; nothing where there are none."""
    rows = tuple(
        Row(
            titled(initiative, detail=", ".join(lead.title for lead in initiative.lead.all())),
            (
                (Passage(str(initiative.get_status_display()), date=str(initiative.started)),),
                (
                    Passage(
                        initiative.summary,
                        sources=bibliography.cite_record(initiative),
                        language=language_of(initiative),
                    ),
                ),
            ),
        )
        for initiative in initiatives
    )
    columns = (_("Initiative"), _("Status, since"), _("What it does"))
    return (Table(caption, columns, rows, layout="initiatives"),) if rows else ()
