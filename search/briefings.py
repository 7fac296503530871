"""The briefing on a search: what it found first, in its order, with where to check each."""

from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail.models import Page

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import BriefingContents, Fact, Passage, Row, Section, Table
from initiatives.briefings.records import commitment_mark, facts, force_mark, record_address, status_mark
from initiatives.choices import InitiativeStatus
from policytracker.core.addresses import absolute
from policytracker.core.models import Source
from policytracker.core.versions import other_language
from search.facets import FACETS
from search.kinds import EntryKind
from search.models import Entry
from search.query import SearchQuery, Sort
from search.results import Result

# As many as somebody reads on paper; the files of a search have all.
MOST = 50


def search_briefing(query: SearchQuery, entries: list[Entry], total: int) -> BriefingContents:
    """The first entries that a search has found, and how many there are in all."""
    bibliography = Bibliography()
    bibliography.learn_sources(Source.objects.filter(page__in=[entry.page_id for entry in entries]))
    asked = query.parameters(page=1)
    return BriefingContents(
        kind=_("Search"),
        title=f"“{query.text}”" if query.text else _("Records on file"),
        address=absolute(reverse("search")) + (f"?{asked}" if asked else ""),
        file_name="search",
        data_date=_newest(entries),
        summary=_summary(len(entries), total),
        facts=_narrowed_by(query),
        sections=(Section(_("What was found"), _table(entries, bibliography)),) if entries else (),
        sources=bibliography.references(),
    )


def _newest(entries: Iterable[Entry]) -> str:
    pages = Page.objects.filter(pk__in=[entry.page_id for entry in entries])
    newest = pages.aggregate(newest=Max("last_published_at"))["newest"]
    return newest.date().isoformat() if newest else ""


def _summary(shown: int, total: int) -> str:
    found = ngettext(
        "%(total)s record answers this search. What is not found may still exist: nobody may have put it on record.",
        "%(total)s records answer this search. What is not found may still exist: nobody may have put it on record.",
        total,
    ) % {"total": number_format(total, force_grouping=True)}
    if shown == total:
        return found
    first = _("The first %(shown)d are listed here; the search itself has all, also as a file.") % {"shown": shown}
    return f"{found} {first}"


def _narrowed_by(query: SearchQuery) -> tuple[Fact, ...]:
    chosen = (
        (facet.label, ", ".join(facet.labels(query.chosen[facet.name]).values()))
        for facet in FACETS
        if query.chosen.get(facet.name)
    )
    return facts(
        *chosen,
        (_("From the year"), query.year_from),
        (_("To the year"), query.year_to),
        # Without words nothing matches better than another.
        (_("Order"), Sort(query.sort).label if query.text or query.sort != Sort.RELEVANCE else ""),
    )


def _table(entries: Iterable[Entry], bibliography: Bibliography) -> tuple[Table]:
    columns = (_("Record"), _("How it stands"), _("What it says"))
    return (Table("", columns, tuple(_row(entry, bibliography) for entry in entries), layout="initiatives"),)


def _row(entry: Entry, bibliography: Bibliography) -> Row:
    result, language = Result.of(entry, [], 0.0), other_language(entry.url)
    where = " · ".join(filter(None, (str(result.kind_label), result.place)))
    sources = bibliography.cite(*(source["url"] for source in entry.payload.get("sources", ())))
    return Row(
        Passage(entry.title, link=record_address(entry.record_id), detail=where, language=language),
        (_standing(result), (Passage(entry.summary, sources=sources, language=language),)),
    )


def _standing(result: Result) -> tuple[Passage, ...]:
    """The words that each kind of record has for how it stands; none where it has none."""
    if result.kind == EntryKind.INSTRUMENT:
        marks = (force_mark(result.payload["legal_force"]), status_mark(result.status))
        return (Passage(marks=marks, date=result.date),)
    if result.kind == EntryKind.COMMITMENT:
        said = ((_("Says"), result.standing.reported), (_("Evidence"), result.standing.assessed))
        return tuple(
            Passage(label=label, marks=(commitment_mark(event),), date=event.date) for label, event in said if event
        )
    if result.kind == EntryKind.INITIATIVE:
        return (Passage(str(InitiativeStatus(result.status).label), date=result.date),)
    return (Passage(date=result.date),) if result.date else ()
