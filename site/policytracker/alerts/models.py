"""All that is kept on those who want to be told by mail: an address, how it wants to be told, and of what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policytracker.alerts.addresses import LONGEST


class Frequency(models.TextChoices):
    DAILY = "daily", _("On each day on which something changed")
    WEEKLY = "weekly", _("Once a week, if something changed")


class Addressee(models.Model):
    """An address, and how it is written to."""

    address = models.CharField(max_length=LONGEST, unique=True)
    language = models.CharField(max_length=20)
    frequency = models.CharField(max_length=10, choices=Frequency)

    class Meta:
        abstract = True

    def __str__(self):
        # No address: this may stand in a log.
        return f"{self._meta.verbose_name} {self.pk}"


class AlertRequest(Addressee):
    """What somebody asked for an address, until its owner confirms it; gone after two days at the latest.

    `wanted` are the keys of subjects (`alerts.subjects`), in the order in which they were asked for.
    """

    wanted = models.JSONField(default=list)
    asked_at = models.DateTimeField()


class ConfirmationSent(models.Model):
    """That a mailbox was sent a confirmation; for an hour, in which it is sent no other. It holds no address."""

    mailbox = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "confirmations sent"

    def __str__(self):
        return f"confirmation {self.pk}"


class Subscriber(Addressee):
    """Somebody who has confirmed an address. Goes with the last subscription.

    `told` is the round of mails (`search.models.Change.round`) up to which they have been told.
    """

    told = models.PositiveIntegerField(default=0)


class Subscription(models.Model):
    """What a subscriber is told of, from a moment on: what a search finds (its parameters), or a record (its id)."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    subject = models.TextField(help_text="a key: see alerts.subjects")
    since = models.DateTimeField()

    def __str__(self):
        return f"subscription {self.pk}"
