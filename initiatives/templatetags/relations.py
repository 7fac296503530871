"""Words and addresses for how something bears on an action."""

from collections.abc import Sized
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from initiatives import sentences
from initiatives.choices import Listed, Relation
from initiatives.course import Point
from initiatives.indicators import Indicator
from initiatives.rows import ActionRow
from policies.choices import STANDING

register = template.Library()


@register.filter
def relation_label(value: str) -> str:
    return Relation(value).label if value in Relation.values else value


@register.filter
def list_title(what: Listed, rows: Sized) -> str:
    """What a list of an action holds, with how many."""
    return sentences.list_title(what, len(rows))


@register.filter
def counted(indicator: Indicator) -> str:
    """What an indicator counts, as it stands behind its number."""
    return sentences.counted(indicator)


@register.filter
def movement(points: list[Point]) -> str:
    """How an indicator moved, in a sentence."""
    return sentences.movement(points)


@register.filter
def search_for(action: ActionRow, kind: str) -> str:
    """The search for the records of a kind that are about what an action asks for; of instruments, those in use."""
    asked = {"kind": kind, "provision": list(action.provisions)}
    if kind == "instrument":
        asked["status"] = [status.value for status in STANDING]
    return f"{reverse('search')}?{urlencode(asked, doseq=True)}"
