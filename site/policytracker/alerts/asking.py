"""Asking to be told, confirming it, and stopping it. The same for an address that is known and for one that is not."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from policytracker.alerts import addresses, mail_server, tokens
from policytracker.alerts.models import AlertRequest, ConfirmationSent, Subscriber, Subscription
from policytracker.alerts.subjects import Subject
from policytracker.core.addresses import absolute
from policytracker.core.http import RefusedError
from search.models import Change

logger = logging.getLogger(__name__)

# A mailbox is sent one confirmation in this time, whoever asks.
PAUSE = timedelta(hours=1)
# All mailboxes together, in the same time: this site is of no use to those who want to fill those of others.
MOST_CONFIRMATIONS = 200
# What waits for one confirmation, and what one subscriber can be told of.
MOST_WAITING, MOST_SUBSCRIPTIONS = 20, 50


# What is kept of a request beside its address.
ASKED = ("wanted", "frequency", "language", "asked_at")
# So many seconds a reader waits for the mail server.
PATIENCE = 10.0


class TooManyError(Exception):
    """So many have asked lately that no more confirmations are sent for a while."""


class MailServerError(Exception):
    """The mail server does not answer in time, or takes no mail."""


def are_on() -> bool:
    """Whether this site sends mails."""
    return bool(settings.ALERTS_FROM)


def ask(address: str, subject: Subject, frequency: str, language: str, now: datetime) -> None:
    """Keep what is wanted, and send the link that confirms it, unless the mailbox was sent one within the hour.

    What is asked for meanwhile waits behind the link that was sent. Raises TooManyError or MailServerError, after which
    all is as it was. To be called outside of a transaction: nobody shall wait for the database while this waits for
    the mail server.
    """
    request, earlier, is_sent = _keep(address, subject, frequency, language, now)
    if not is_sent:
        return
    try:
        _send_confirmation(request)
    except (SMTPException, OSError) as error:
        # The name of the error alone: its text may hold the address.
        logger.error("A confirmation could not be sent: %s", type(error).__name__)
        _take_back(request, earlier)
        # That a mailbox is not there is for the one to whom it belongs to know.
        if not isinstance(error, SMTPRecipientsRefused):
            raise MailServerError from error


@transaction.atomic
def _keep(
    address: str, subject: Subject, frequency: str, language: str, now: datetime
) -> tuple[AlertRequest, dict | None, bool]:
    """The request as it is kept, what it was before where it was there, and whether a confirmation goes out now."""
    forget(now)
    if ConfirmationSent.objects.count() >= MOST_CONFIRMATIONS:
        raise TooManyError
    _request, is_new = AlertRequest.objects.get_or_create(address=address, defaults={"asked_at": now})
    request = AlertRequest.objects.select_for_update().get(address=address)
    earlier = None if is_new else {name: getattr(request, name) for name in ASKED}
    request.wanted = [*(key for key in request.wanted if key != subject.key), subject.key][-MOST_WAITING:]
    request.frequency, request.language, request.asked_at = frequency, language, now
    request.save()
    return request, earlier, _may_be_sent(address, now)


@transaction.atomic
def _take_back(request: AlertRequest, earlier: dict | None) -> None:
    """Make all as it was before something was asked for, unless more has been asked for meanwhile."""
    ConfirmationSent.objects.filter(mailbox=addresses.mailbox(request.address)).delete()
    kept = AlertRequest.objects.filter(pk=request.pk, asked_at=request.asked_at)
    if earlier is None:
        kept.delete()
    else:
        kept.update(**earlier)


def _may_be_sent(address: str, now: datetime) -> bool:
    """Whether a confirmation goes out now. Of two that ask at once the database lets one through."""
    sent, is_first = ConfirmationSent.objects.get_or_create(mailbox=addresses.mailbox(address), defaults={"at": now})
    return is_first or ConfirmationSent.objects.filter(pk=sent.pk, at__lte=now - PAUSE).update(at=now) == 1


def _send_confirmation(request: AlertRequest) -> None:
    """Nothing that was typed stands in this mail: it may go to somebody who has not asked for it."""
    with translation.override(request.language):
        link = absolute(reverse("alert_confirmation", args=[tokens.for_request(request)]))
        message = EmailMessage(
            _("Policy Tracker: do you want to be told of changes?"),
            render_to_string("alerts/confirmation.txt", {"link": link, "hours": tokens.WAITING // timedelta(hours=1)}),
            settings.ALERTS_FROM,
            [request.address],
            headers={"Auto-Submitted": "auto-generated", "Content-Language": request.language},
        )
    mail_server.send_within(PATIENCE, message)


@transaction.atomic
def confirm(request: AlertRequest, chosen: list[str], now: datetime) -> Subscriber:
    """Keep what was chosen of a request. Raises RefusedError where that becomes too much for one subscriber.

    All that a subscriber is told of comes in one mail, in the language and as often as was asked for last.
    """
    how = {"language": request.language, "frequency": request.frequency}
    told = Change.objects.aggregate(newest=Max("round"))["newest"] or 0
    Subscriber.objects.get_or_create(address=request.address, defaults=how | {"told": told})
    subscriber = Subscriber.objects.select_for_update().get(address=request.address)
    there = set(subscriber.subscriptions.values_list("subject", flat=True))
    wanted = [key for key in request.wanted if key in chosen and key not in there]
    if len(there) + len(wanted) > MOST_SUBSCRIPTIONS:
        words = _("One address can be told of %(number)d searches and records. Stop some of them first.")
        raise RefusedError([words % {"number": MOST_SUBSCRIPTIONS}])
    Subscriber.objects.filter(pk=subscriber.pk).update(**how)
    Subscription.objects.bulk_create(Subscription(subscriber=subscriber, subject=key, since=now) for key in wanted)
    request.delete()
    return subscriber


@transaction.atomic
def stop(subscriber: Subscriber, subscription: Subscription | None = None) -> None:
    """Stop one subscription, or all; with the last of them everything that is kept on the subscriber goes."""
    if subscription is not None:
        subscription.delete()
    if subscription is None or not subscriber.subscriptions.exists():
        AlertRequest.objects.filter(address=subscriber.address).delete()
        subscriber.delete()


def change_frequency(subscriber: Subscriber, frequency: str) -> None:
    """Tell a subscriber daily or weekly from now on; what they have been told is not told again."""
    Subscriber.objects.filter(pk=subscriber.pk).update(frequency=frequency)


def forget(now: datetime) -> None:
    """Forget what nobody has confirmed in time, and the confirmations of more than an hour ago."""
    AlertRequest.objects.filter(asked_at__lte=now - tokens.WAITING).delete()
    ConfirmationSent.objects.filter(at__lte=now - PAUSE).delete()
