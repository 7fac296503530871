"""Who has something, and in which form: for a map, a table, and the page of a provision or a theme. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies import places
from policies.choices import ENDED, STANDING, InstrumentStatus, JurisdictionKind, LegalForce

# Bodies whose binding law binds their members; what others adopt, each member decides for itself.
BINDS_ITS_MEMBERS = ("EU",)


class By(models.TextChoices):
    """What a map tells apart."""

    FORCE = "force", _("Legal force")
    STATUS = "status", _("Status")


class Form(models.TextChoices):
    """How a jurisdiction has something. In the order of the legend, the weightiest first."""

    BINDING = "binding", _("Binding law of its own")
    CO_REGULATORY = "co-regulatory", _("Co-regulation")
    VOLUNTARY = "voluntary", _("Voluntary only")
    INSTITUTIONAL = "institutional", _("An institution or practice, no rule")
    IN_FORCE = "in-force", _("In force")
    ADOPTED = "adopted", _("Adopted, not in force or without such a date")
    UNION = "union", _("Bound by the law of a body that it belongs to")
    PART = "part", _("Only in a part of the country")
    PROPOSED = "proposed", _("Only proposed, or suspended")
    ENDED = "ended", _("Had it, and has it no more")
    ABSENT = "absent", _("Looked for and not found")


STANDING_FORMS = (
    Form.BINDING,
    Form.CO_REGULATORY,
    Form.VOLUNTARY,
    Form.INSTITUTIONAL,
    Form.IN_FORCE,
    Form.ADOPTED,
)


@dataclass(frozen=True)
class Place:
    """A jurisdiction. `country` is the code of the country that it is or lies in; empty for bodies of states."""

    code: str
    name: str
    url: str
    kind: str

    @property
    def country(self) -> str:
        if self.kind == JurisdictionKind.PART_OF_COUNTRY:
            return places.part_of(self.code)
        return self.code if self.kind == JurisdictionKind.COUNTRY else ""


@dataclass(frozen=True)
class Carrier:
    """An instrument that bears on what is asked about, with its own words for it.

    `status` is the one that it had on the day, and empty where it cannot be told whether it was there.
    """

    place: Place
    title: str
    url: str
    record_id: str
    legal_force: str
    status: str
    adopted: str
    in_force: str
    ended: str
    text: str = ""
    reference: str = ""
    is_certain: bool = True

    @property
    def stands(self) -> bool:
        return self.status in STANDING

    @property
    def began(self) -> str:
        return self.adopted or self.in_force


@dataclass(frozen=True)
class Holder:
    """A jurisdiction with the form in which it has something, and what it has it in: that which counts first.

    What stands counts; where instruments of one status are asked for, all of them do.
    """

    place: Place
    form: str
    carriers: tuple[Carrier, ...] = ()
    checked_on: date | None = None
    of_status: bool = False

    @property
    def counted(self) -> tuple[Carrier, ...]:
        return self.carriers if self.of_status else self.standing

    @property
    def standing(self) -> tuple[Carrier, ...]:
        return tuple(carrier for carrier in self.carriers if carrier.stands)


@dataclass(frozen=True)
class Drawn:
    """A country on the map. `place` is the jurisdiction by which it has it: a body or a part of it, where it has none
    of its own."""

    code: str
    form: str
    name: str
    place: Place

    @property
    def through(self) -> Place | None:
        """The body or the part by which it has it; None where it has it itself."""
        return self.place if self.place.code != self.code else None


@dataclass(frozen=True)
class Spread:
    """`holders` in the order of the legend and by name; `drawn` by the code of the country; `untold` is what may have
    been there on the day, and of which no date says so."""

    holders: tuple[Holder, ...]
    drawn: dict[str, Drawn]
    untold: tuple[Carrier, ...] = ()

    @property
    def forms(self) -> list[tuple[str, int]]:
        """The forms that occur on the map, in the order of the legend, with how many countries have each."""
        counts = Counter(country.form for country in self.drawn.values())
        return [(form, counts[form]) for form in Form.values if counts[form]]

    @property
    def having(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.holders if holder.form in STANDING_FORMS)

    @property
    def binding(self) -> int:
        return sum(any(c.stands and c.legal_force == LegalForce.BINDING for c in h.carriers) for h in self.holders)


@dataclass(frozen=True)
class Missing:
    """That somebody looked in a jurisdiction and found nothing."""

    place: Place
    checked_on: date


def spread(
    carriers: Iterable[Carrier], missing: Iterable[Missing], by: str, day: date, language: str, status: str = ""
) -> Spread:
    """Who has what the carriers bear on, in which form; `day` decides who belonged to which body.

    Of one `status` alone, be it one that does not stand, the map tells apart with which force it is on record. What
    cannot be told to have been there holds nothing: it is among the `untold`.
    """
    carriers = tuple(carriers)
    found: dict[Place, list[Carrier]] = defaultdict(list)
    for carrier in carriers:
        if carrier.status and status in ("", carrier.status):
            found[carrier.place].append(carrier)
    holders = [_of_status(place, having) if status else _holder(place, having, by) for place, having in found.items()]
    looked = {row.place.code: row for row in missing}
    holders += [
        Holder(row.place, Form.ABSENT, checked_on=row.checked_on)
        for code, row in looked.items()
        if code not in {place.code for place in found}
    ]
    order = {form: position for position, form in enumerate(Form.values)}
    holders.sort(key=lambda holder: (order[holder.form], holder.place.name))
    untold = tuple(carrier for carrier in carriers if not carrier.status)
    return Spread(tuple(holders), _drawn(holders, day, language), untold)


def _holder(place: Place, carriers: list[Carrier], by: str) -> Holder:
    carriers = sorted(carriers, key=lambda c: (not c.stands, LegalForce.values.index(c.legal_force), c.title))
    standing = [carrier for carrier in carriers if carrier.stands]
    if not standing:
        gone = all(carrier.status in ENDED for carrier in carriers)
        form = Form.ENDED if gone else Form.PROPOSED
    elif by == By.FORCE:
        form = Form(standing[0].legal_force)
    else:
        in_force = any(carrier.status != InstrumentStatus.ADOPTED for carrier in standing)
        form = Form.IN_FORCE if in_force else Form.ADOPTED
    return Holder(place, form, tuple(carriers))


def _of_status(place: Place, carriers: list[Carrier]) -> Holder:
    carriers = sorted(carriers, key=lambda c: (LegalForce.values.index(c.legal_force), c.title))
    return Holder(place, Form(carriers[0].legal_force), tuple(carriers), of_status=True)


def _drawn(holders: list[Holder], day: date, language: str) -> dict[str, Drawn]:
    own = {h.place.code: h for h in holders if h.place.kind == JurisdictionKind.COUNTRY}
    bodies = {h.place.code: h.place for h in holders if h.place.code in BINDS_ITS_MEMBERS and _binds(h)}
    drawn = {code: Drawn(code, h.form, h.place.name, h.place) for code, h in own.items()}
    below = (h for h in holders if h.place.kind == JurisdictionKind.PART_OF_COUNTRY)
    parts = {h.place.country: h.place for h in below if h.counted}

    def has_its_own(code: str) -> bool:
        return code in own and own[code].form in STANDING_FORMS

    for code, part in parts.items():
        if not has_its_own(code):
            drawn[code] = Drawn(code, Form.PART, places.name(code, language), part)
    for body, place in bodies.items():
        for code in places.members_of(body, day):
            if not has_its_own(code):
                drawn[code] = Drawn(code, Form.UNION, places.name(code, language), place)
    return drawn


def _binds(holder: Holder) -> bool:
    return any(carrier.legal_force == LegalForce.BINDING for carrier in holder.standing)


@dataclass(frozen=True)
class Year:
    """What began and what ended in a year."""

    year: str
    began: tuple[Carrier, ...]
    ended: tuple[Carrier, ...]


def by_year(carriers: Iterable[Carrier]) -> tuple[Year, ...]:
    """When instruments were adopted (or came into force, where that is all that is known) and when they ended, the
    oldest year first. What is not dated, or cannot be told to have been there, is in none."""
    began, ended = defaultdict(list), defaultdict(list)
    for carrier in carriers:
        if carrier.status and carrier.began:
            began[carrier.began[:4]].append(carrier)
        if carrier.ended and carrier.status in ENDED:
            ended[carrier.ended[:4]].append(carrier)
    return tuple(Year(year, tuple(began[year]), tuple(ended[year])) for year in sorted({*began, *ended}))
