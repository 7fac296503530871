"""Which addresses are due, in which order they are asked for, and what is kept of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import zip_longest
from operator import itemgetter
from urllib.parse import urlsplit

from modelcluster.fields import ParentalKey

from policytracker.core.choices import Reach
from policytracker.core.models import DatedRow, LinkCheck, Source
from policytracker.operations.links.archive import archived_copy
from policytracker.operations.links.asking import Visitor

# What failed is asked for again this soon: a server may have been away.
ASK_AGAIN = timedelta(days=1)


def addresses() -> set[str]:
    """The addresses that published records point to as their sources."""
    found = set()
    for model, column, owner in pointers():
        found |= set(model.objects.filter(**{f"{owner}__live": True}).values_list(column, flat=True))
    return found - {""}


def naming(urls: list[str]) -> dict[str, list[tuple[int, str]]]:
    """The pages that point to some addresses: their keys and titles, by address."""
    found = defaultdict(set)
    for model, column, owner in pointers():
        rows = model.objects.filter(**{f"{column}__in": urls})
        for url, pk, title in rows.values_list(column, owner, f"{owner}__title"):
            found[url].add((pk, title))
    return {url: sorted(found[url], key=itemgetter(1)) for url in urls}


def pointers() -> Iterator[tuple[type, str, str]]:
    """All kinds of row that hold an address: the column that holds it, and the field of the page that it hangs on."""
    for model, column in ((Source, "url"), *((rows, "source_url") for rows in dated_rows())):
        (owner,) = (field.name for field in model._meta.fields if isinstance(field, ParentalKey))
        yield model, column, owner


def dated_rows(base: type = DatedRow) -> Iterator[type]:
    """All kinds of dated row, of whatever app."""
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from dated_rows(model)


def due(found: Iterable[str], now: datetime, every: timedelta) -> list[str]:
    """Those of some addresses that it is time to ask for: never asked first, then the longest ago."""
    checks = {check.url: check for check in LinkCheck.objects.all()}
    waiting = []
    for url in found:
        check = checks.get(url)
        if check is None:
            waiting.append(("", url))
        elif check.last_checked <= now - (min(ASK_AGAIN, every) if check.fails else every):
            waiting.append((check.last_checked.isoformat(), url))
    return [url for _asked, url in sorted(waiting)]


def taking_turns(found: Iterable[str]) -> list[str]:
    """The same addresses, a host at a time in turn, so that the delay between two requests is seldom waited for."""
    by_host = defaultdict(list)
    for url in found:
        by_host[urlsplit(url).netloc.lower()].append(url)
    return [url for turn in zip_longest(*by_host.values()) for url in turn if url]


def check(url: str, visitor: Visitor, now: datetime) -> LinkCheck:
    """Ask for an address and write down what came of it, at once: what is done stays done when the next one hangs."""
    result = visitor.visit(url)
    kept = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url)
    kept.record(result.outcome, result.status, result.problem, now)
    if kept.fails and not kept.archive_url and result.outcome != Reach.REFUSED:
        kept.archive_url = archived_copy(url, visitor)
    kept.save()
    return kept


def forget_others(found: Iterable[str]) -> int:
    """Forget what no record points to any more; how many that were."""
    gone = set(LinkCheck.objects.values_list("url", flat=True)) - set(found)
    return LinkCheck.objects.filter(url__in=gone).delete()[0]
