"""Read what is compared: what the keys name, and what is on record of it, in a number of queries that does not grow
with the columns. The rows are read as values: to make a page of each instrument takes most of the time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import get_language

from policies import querysets
from policies.choices import STANDING, ColumnKind, CommitmentKind, InstrumentKind
from policies.comparison import LIMIT, SAFEGUARDS, Column, Comparison, Looked, Promised, Provided, Question, build
from policies.life import Known, Life
from policies.models import (
    CommitmentPage,
    Finding,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    OrganisationPage,
)
from policies.status import events_on, standing
from policytracker.core.addresses import addresses
from policytracker.core.as_of import AsOf, today
from policytracker.core.editions import kept
from policytracker.core.timing import Timing, timing
from policytracker.core.versions import owner


def compare(keys: Iterable[str], as_of: AsOf | None = None) -> Comparison:
    """Compare what the keys name: codes such as LT, and record ids of instruments, organisations and commitments.

    As of a past day: with what was on record as dated by then, each instrument and promise as it stood on that day.
    """
    return _compared(tuple(keys), as_of or today())


@kept
def _compared(keys: tuple[str, ...], as_of: AsOf) -> Comparison:
    typed: dict[str, str] = {}
    repeated = []
    for key in filter(None, (key.strip() for key in keys)):
        if key.upper() in typed:
            repeated.append(key)
        typed.setdefault(key.upper(), key)
    wanted, surplus = list(typed)[:LIMIT], list(typed)[LIMIT:]
    found = _Found(as_of)
    for add in (found.add_jurisdictions, found.add_instruments, found.add_organisations, found.add_commitments):
        add([key for key in wanted if key not in found.columns])
    questions = [
        Question(row.code, row.label, row.question, row.group.label, row.restricts_expression, row.group.code)
        for row in querysets.provisions()
    ]
    columns = [found.columns[key] for key in wanted if key in found.columns]
    return replace(
        build(columns, questions, found.provided, found.looked, found.promised),
        unknown=tuple(typed[key] for key in wanted if key not in found.columns),
        surplus=tuple(typed[key] for key in surplus),
        repeated=tuple(dict.fromkeys(repeated)),
    )


@dataclass
class _Instrument:
    """An instrument as it stood on the day of the comparison."""

    pk: int
    owner: UUID
    title: str
    url: str
    record_id: str
    kind: str
    legal_force: str
    critique: str
    stood: Known
    provided: list[Provided] = field(default_factory=list)


@dataclass
class _Commitment:
    """A commitment with what had been said of it by the day; `questions` are the provisions that it is about."""

    owner: UUID
    kind: str
    is_made: bool
    promise: Promised
    questions: list[str]


@dataclass
class _Found:
    """What the keys turned out to name. `columns` go by the key in capitals, as an address may have it."""

    as_of: AsOf
    columns: dict[str, Column] = field(default_factory=dict)
    provided: list[Provided] = field(default_factory=list)
    promised: list[Promised] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)

    def __post_init__(self):
        self.address = addresses()

    def add_jurisdictions(self, codes: list[str]) -> None:
        places = {place.translation_key: place for place in querysets.jurisdictions().filter(code__in=codes)}
        below = defaultdict(list)
        for item in self._instruments(querysets.below_any(places.values(), _public(InstrumentPage))):
            if item.stood.status:
                below[item.owner].append(item)
        for key, place in places.items():
            in_use = sum(item.stood.status in STANDING for item in below[key])
            self.provided += [replace(row, column=place.code) for item in below[key] for row in item.provided]
            self.columns[place.code] = Column(
                key=place.code,
                title=place.name,
                url=place.url,
                kind=ColumnKind.JURISDICTION,
                place=place.name,
                what=place.get_kind_display(),
                in_use=in_use,
                others=len(below[key]) - in_use,
                parts=tuple(item.record_id for item in below[key]),
            )
        findings = Finding.objects.filter(jurisdiction__in=places.values(), checked_on__lte=self.as_of.day)
        rows = findings.values_list("jurisdiction__code", "provision__code", "state", "checked_on", "text")
        self.looked += [Looked(*row) for row in rows]

    def add_instruments(self, keys: list[str]) -> None:
        found = self._instruments(_public(InstrumentPage).filter(record_id__in=[key.lower() for key in keys]))
        names = _names(JurisdictionPage, {item.owner for item in found})
        for item in found:
            self.provided += item.provided if item.stood.status else []
            self.columns[item.record_id.upper()] = Column(
                key=item.record_id,
                title=item.title,
                url=item.url,
                kind=ColumnKind.INSTRUMENT,
                place=names.get(item.owner, ""),
                what=InstrumentKind(item.kind).label,
                legal_force=item.legal_force,
                status=item.stood.status,
                is_certain=item.stood.is_certain,
                adopted=item.stood.adopted,
                in_force=item.stood.in_force,
                ended=item.stood.ended,
            )

    def add_organisations(self, keys: list[str]) -> None:
        pages = {
            page.translation_key: page
            for page in querysets.organisations().filter(record_id__in=[key.lower() for key in keys])
        }
        below = defaultdict(list)
        for made in self._commitments(querysets.below_any(pages.values(), _public(CommitmentPage))):
            if made.is_made:
                below[made.owner].append(made)
        for key, page in pages.items():
            in_use = sum(made.promise.stands for made in below[key])
            self.promised += _on_each_question(below[key], page.record_id)
            self.columns[page.record_id.upper()] = Column(
                key=page.record_id,
                title=page.title,
                url=page.url,
                kind=ColumnKind.ORGANISATION,
                place="",
                what=page.get_stakeholder_group_display(),
                in_use=in_use,
                others=len(below[key]) - in_use,
                parts=tuple(made.promise.record_id for made in below[key]),
            )

    def add_commitments(self, keys: list[str]) -> None:
        for made in self._commitments(_public(CommitmentPage).filter(record_id__in=[key.lower() for key in keys])):
            promise = made.promise
            if made.is_made:
                self.promised += _on_each_question([made], promise.record_id)
            self.columns[promise.record_id.upper()] = Column(
                key=promise.record_id,
                title=promise.title,
                url=promise.url,
                kind=ColumnKind.COMMITMENT,
                place=promise.organisation,
                what=CommitmentKind(made.kind).label,
                standing=promise.standing,
            )

    def _instruments(self, pages) -> list[_Instrument]:
        """With what each provides, on behalf of itself. The newest first."""
        steps = querysets.steps_of(pages) if self.as_of.is_past else {}
        found = {}
        rows = pages.order_by("-in_force", "-adopted", "title").values_list(
            *("pk", owner(), "title", "url_path", "record_id", "kind", "legal_force", "status"),
            *("adopted", "in_force", "ended", "critique"),
        )
        for pk, whose, title, url_path, record_id, kind, force, status, adopted, in_force, ended, critique in rows:
            found[pk] = _Instrument(
                pk=pk,
                owner=whose,
                title=title,
                url=self.address(url_path),
                record_id=record_id,
                kind=kind,
                legal_force=force,
                critique=critique,
                stood=Life(status, adopted, in_force, ended, steps.get(pk, ())).known(self.as_of),
            )
        self._add_provisions(found, pages)
        return list(found.values())

    @staticmethod
    def _add_provisions(found: dict[int, _Instrument], pages) -> None:
        rows = defaultdict(list)
        for pk, *row in (
            InstrumentProvision.objects.filter(instrument__in=pages.order_by().values("pk"))
            .order_by("provision__group__sort_order", "provision__sort_order")
            .values_list(
                *("instrument", "provision__code", "provision__label", "provision__restricts_expression"),
                *("text", "reference"),
            )
        ):
            rows[pk].append(row)
        for pk, item in found.items():
            safeguards = tuple(f"{label}: {text}" for code, label, _, text, _ in rows[pk] if code in SAFEGUARDS)
            for code, _label, restricts, text, reference in rows[pk]:
                item.provided.append(
                    Provided(
                        column=item.record_id,
                        provision=code,
                        text=text,
                        reference=reference,
                        instrument=item.title,
                        record_id=item.record_id,
                        url=item.url,
                        legal_force=item.legal_force,
                        status=item.stood.status,
                        safeguards=safeguards if restricts else (),
                        critique=item.critique if restricts else "",
                        is_certain=item.stood.is_certain,
                    )
                )

    def _commitments(self, pages) -> list[_Commitment]:
        """The newest first."""
        questions, events = defaultdict(list), querysets.said_of(pages)
        links = CommitmentPage.provisions.through.objects.filter(commitmentpage__in=pages.order_by().values("pk"))
        for pk, code in links.values_list("commitmentpage", "provision__code"):
            questions[pk].append(code)
        rows = list(
            pages.order_by("-announced", "title").values_list(
                "pk", owner(), "title", "url_path", "record_id", "kind", "announced", "measure", "framework"
            )
        )
        owners = _names(OrganisationPage, {whose for _pk, whose, *_ in rows})
        day = self.as_of.day
        return [
            _Commitment(
                owner=whose,
                kind=kind,
                is_made=not self.as_of.is_past or timing(announced, day) != Timing.TO_COME,
                promise=Promised(
                    column=record_id,
                    provision="",
                    text=measure,
                    title=title,
                    record_id=record_id,
                    url=self.address(url_path),
                    organisation=owners.get(whose, ""),
                    framework=framework,
                    standing=standing(events_on(events[pk], self.as_of).happened),
                ),
                questions=questions[pk],
            )
            for pk, whose, title, url_path, record_id, kind, announced, measure, framework in rows
        ]


def _public(model):
    return querysets.public(model.objects.all())


def _names(model, keys: set[UUID]) -> dict[UUID, str]:
    """What the owners of some records are called, by their `translation_key`."""
    rows = _public(model).filter(translation_key__in=keys)
    if model is OrganisationPage:
        return dict(rows.values_list("translation_key", "title"))
    language = get_language() or "en"
    return {
        key: JurisdictionPage.shown_name(title, code, language)
        for key, title, code in rows.values_list("translation_key", "title", "code")
    }


def _on_each_question(commitments: list[_Commitment], column: str) -> list[Promised]:
    return [
        replace(made.promise, column=column, provision=question) for made in commitments for question in made.questions
    ]
