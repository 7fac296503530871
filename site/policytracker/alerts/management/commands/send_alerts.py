"""Send the mails to those who want to be told of changes."""

from smtplib import SMTPException

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from policytracker.alerts import asking, sending
from policytracker.alerts.models import Frequency


class Command(BaseCommand):
    help = (
        "Tell the daily or the weekly subscribers what changed since they were told last, and forget what was asked "
        "for and not confirmed. Whoever has been told everything gets nothing, so running it twice does no harm. "
        "Exits with 1 where a mail could not be sent; the next run tries again."
    )

    def add_arguments(self, parser):
        parser.add_argument("frequency", choices=Frequency.values)

    def handle(self, *, frequency, **options):
        if not asking.are_on():
            raise CommandError("This site sends no mails: set ALERTS_FROM (site/docs/alerts.md).")
        try:
            report = sending.send(frequency, timezone.now())
        except (SMTPException, OSError) as error:
            raise CommandError(f"The mail server cannot be reached: {type(error).__name__}") from error
        self.stdout.write(f"Sent: {report.sent}")
        if report.failed:
            raise CommandError(f"Could not be sent: {report.failed}. The next run tries again.")
