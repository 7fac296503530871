"""Sends the digests. Changes are told in rounds; each subscriber has the round up to which they have been told.

That is moved on right after their mail has gone. A run that is broken off just between repeats that one mail; the next
run sends all others, and none is lost.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policytracker.alerts import asking, tokens
from policytracker.alerts.digests import Digest, Digests
from policytracker.alerts.models import Subscriber
from policytracker.core.addresses import absolute
from policytracker.core.locks import one_at_a_time
from search.elasticsearch import client as servers
from search.models import Change, Entry

logger = logging.getLogger(__name__)

# What search servers have acknowledged they find within this time.
SETTLED = timedelta(minutes=1)


@dataclass
class Report:
    """How many mails were sent, and how many could not be."""

    sent: int = 0
    failed: int = 0


def send(frequency: str, now: datetime) -> Report:
    """Tell the subscribers of a frequency what they have not been told yet; one who is told already gets nothing.

    Raises OSError or SMTPException where the mail server cannot be reached at all.
    """
    with one_at_a_time("alerts"):
        asking.forget(now)
        newest = next_round(now)
        behind = Subscriber.objects.filter(frequency=frequency, told__lt=newest)
        digests, report = Digests(newest), Report()
        with get_connection() as connection:
            for key in list(behind.values_list("pk", flat=True)):
                # Read again: somebody may have stopped their subscriptions a moment ago.
                subscriber = Subscriber.objects.filter(pk=key).first()
                if subscriber is not None and _told(subscriber, digests, connection, report):
                    Subscriber.objects.filter(pk=key).update(told=newest)
    return report


@transaction.atomic
def next_round(now: datetime) -> int:
    """Put what is committed, and what search can answer about, into a round. Returns the newest round."""
    newest = Change.objects.aggregate(newest=Max("round"))["newest"] or 0
    waiting = Change.objects.filter(round=None)
    if servers.is_configured():
        waiting = waiting.filter(at__lte=now - SETTLED).exclude(entry__in=Entry.objects.unacknowledged())
    return newest + 1 if waiting.update(round=newest + 1) else newest


def _told(subscriber: Subscriber, digests: Digests, connection, report: Report) -> bool:
    """Whether a subscriber is told all that there was. Whose mail fails is tried again by the next run."""
    try:
        with translation.override(subscriber.language):
            digest = digests.of(subscriber)
            if digest.news:
                connection.send_messages([mail(subscriber, digest)])
                report.sent += 1
    except (SMTPException, OSError) as error:
        # The name of the error alone: its text may hold the address.
        logger.error("A digest could not be sent to subscriber %d: %s", subscriber.pk, type(error).__name__)
        report.failed += 1
        with suppress(SMTPException, OSError):
            connection.close()
        return False
    return True


def mail(subscriber: Subscriber, digest: Digest) -> EmailMultiAlternatives:
    """The digest in the language that is active, with the way to stop it in one click (RFC 8058)."""
    stop = absolute(reverse("alerts_of_subscriber", args=[tokens.for_subscriber(subscriber)]))
    context = {"digest": digest, "stop": stop, "language": subscriber.language}
    message = EmailMultiAlternatives(
        _subject(digest),
        render_to_string("alerts/digest.txt", context),
        settings.ALERTS_FROM,
        [subscriber.address],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Content-Language": subscriber.language,
        },
    )
    message.attach_alternative(render_to_string("alerts/digest.html", context), "text/html")
    return message


def _subject(digest: Digest) -> str:
    """In one line: what became of a record, or of how many records there is news."""
    if digest.total == 1:
        news = digest.news[0]
        line = f"{Truncator(news.title).chars(80)}: {news.sentences[0].what}"
    else:
        number = digest.total
        line = ngettext("%(number)d record changed", "%(number)d records changed", number) % {"number": number}
    return " ".join(f"{_('Policy Tracker')}: {line}".split())
