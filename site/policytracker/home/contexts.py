"""What the home page answers in one screen."""

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives import gathering
from policies import querysets
from policytracker.core import as_of
from policytracker.home.models import HomePage
from policytracker.home.whats_new import recent_changes
from search.models import Entry

RECENT = 6
COMING = 8


def home(page: HomePage) -> dict:
    today = timezone.localdate()
    return {
        "counts": counts(),
        "questions": questions(),
        "recommendations": gathering.recommendations(as_of.today()),
        "changes": recent_changes(today, RECENT),
        "elections": querysets.elections_to_come(today)[:COMING],
    }


def counts() -> dict[str, int]:
    """How many records of each kind can be found."""
    entries = Entry.objects.for_readers_of(get_language() or "en")
    return dict(entries.order_by().values_list("kind").annotate(Count("pk")))


def questions() -> list[tuple[str, str]]:
    """What readers come to ask, each with the address at which it is answered."""
    return [
        (_("Which laws restrict deepfakes before a vote?"), "/search/?q=deepfake&kind=instrument&force=binding"),
        (
            _("Did the platforms keep what they promised in Munich in 2024?"),
            "/search/?q=Elections+Accord&kind=commitment",
        ),
        (_("How do the European Union, Brazil and India differ?"), "/compare/?in=EU,BR,IN&only=differences"),
    ]
