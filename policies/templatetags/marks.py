"""Marks: a glyph, drawn by css/components/marks.css from an attribute, and always the word beside it."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policies import places
from policies.choices import CommitmentStatus, InstrumentStatus, LegalForce
from policies.comparison import Cell, Glance
from policies.maps.spread import Form
from policytracker.core.choices import StakeholderGroup

register = template.Library()

COMMITMENT_MARKS = {
    CommitmentStatus.ANNOUNCED: "hollow",
    CommitmentStatus.IN_PROGRESS: "begun",
    CommitmentStatus.FULFILLED: "full",
    CommitmentStatus.PARTIALLY_FULFILLED: "half",
    CommitmentStatus.WEAKENED: "falling",
    CommitmentStatus.WITHDRAWN: "struck",
    CommitmentStatus.NO_EVIDENCE: "searched",
    CommitmentStatus.UNVERIFIABLE: "unknown",
    CommitmentStatus.SUPERSEDED: "ended",
}
INSTRUMENT_MARKS = {
    InstrumentStatus.PROPOSED: "hollow",
    InstrumentStatus.ADOPTED: "begun",
    InstrumentStatus.IN_FORCE: "full",
    InstrumentStatus.PARTLY_IN_FORCE: "half",
    InstrumentStatus.AMENDED: "full",
    InstrumentStatus.SUSPENDED: "paused",
    InstrumentStatus.STRUCK_DOWN: "struck",
    InstrumentStatus.REPEALED: "struck",
    InstrumentStatus.EXPIRED: "ended",
    InstrumentStatus.WITHDRAWN: "struck",
}


def _mark(mark: str, word):
    return format_html('<span class="status" data-mark="{}">{}</span>', mark, word)


@register.simple_tag
def status_mark(status: str):
    """How a commitment stands."""
    if status not in CommitmentStatus.values:
        return _mark("unknown", _("nobody has said"))
    return _mark(COMMITMENT_MARKS[CommitmentStatus(status)], CommitmentStatus(status).label)


@register.simple_tag
def instrument_status(status: str):
    """How an instrument stands."""
    if status not in InstrumentStatus.values:
        return ""
    return _mark(INSTRUMENT_MARKS[InstrumentStatus(status)], InstrumentStatus(status).label)


@register.simple_tag
def force_mark(force: str):
    """What an instrument obliges to."""
    if force not in LegalForce.values:
        return ""
    return format_html('<span class="force" data-force="{}">{}</span>', force, LegalForce(force).label)


FORM_MARKS = {
    Form.IN_FORCE: "full",
    Form.ADOPTED: "begun",
    Form.UNION: "full",
    Form.PART: "half",
    Form.PROPOSED: "hollow",
    Form.ENDED: "struck",
    Form.ABSENT: "unknown",
}


@register.simple_tag
def spread_form(form: str):
    """How a jurisdiction has something (policies.maps.spread.Form)."""
    if form in LegalForce.values:
        return format_html('<span class="force" data-force="{}">{}</span>', form, Form(form).label)
    return _mark(FORM_MARKS[Form(form)], Form(form).label)


@register.inclusion_tag("components/status_pair.html")
def status_pair(standing):
    """What is said beside what the evidence says (a policies.status.Standing); where they differ the pair shows it."""
    return {"standing": standing}


@register.simple_tag
def at_a_glance(cell: Cell):
    """The answer of a cell of a comparison as marks."""
    return _marks(cell.glance, get_language())


# A comparison of twelve has some 400 cells, and they look like a few dozen: each look is written once.
@lru_cache(maxsize=1000)
def _marks(glance: Glance, language: str | None) -> SafeString:
    return render_to_string("policies/compare_glance.html", {"glance": glance})


@register.filter
def region_name(code: str) -> str:
    """A region of UN M49 in the reader's language."""
    return places.region_name(code, get_language() or "en")


@register.filter
def stakeholder_group(value: str) -> str:
    return StakeholderGroup(value).label if value in StakeholderGroup.values else value
