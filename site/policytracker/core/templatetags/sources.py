"""The sources of a record, each with what came of asking for it last."""

from datetime import date

from django import template
from django.utils import timezone

from policytracker.core import freshness
from policytracker.core.models import LinkCheck

register = template.Library()


@register.simple_tag
def with_checks(sources) -> list[tuple]:
    """Pairs of a source and its check, None where nobody has asked for it yet; one query for all."""
    sources = list(sources)
    checks = LinkCheck.objects.filter(url__in=[source.url for source in sources]) if sources else ()
    by_url = {check.url: check for check in checks}
    return [(source, by_url.get(source.url)) for source in sources]


@register.filter
def is_old(day: date) -> bool:
    """Whether a day lies more than twelve months back."""
    return freshness.is_old(day.isoformat(), timezone.localdate())
