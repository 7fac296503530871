"""Asking to be told of changes, confirming it from a mail, and stopping it.

Readers have no session and get no cookie, so there is nothing that a forged request could make use of, and no token
against it (CSRF): what a request may do hangs on the secret in its address, which only the mailbox has.
"""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.core.signing import BadSignature
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from policytracker.alerts import addresses, asking, subjects, tokens
from policytracker.alerts.models import Frequency
from policytracker.core.http import RefusedError

reading_or_posting = require_http_methods(["GET", "HEAD", "POST"])


class AlertForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        max_length=400,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": addresses.LONGEST}),
        error_messages={"required": gettext_lazy("Write the address to which the mails shall go.")},
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=Frequency,
        initial=Frequency.WEEKLY,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how often.")},
    )

    def clean_address(self) -> str:
        return addresses.readable(self.cleaned_data["address"])


@transaction.non_atomic_requests
@csrf_exempt
@reading_or_posting
def ask(request: HttpRequest) -> HttpResponse:
    """What somebody can be told of, as its address says; by mail or by a feed."""
    language = get_language() or "en"
    subject = subjects.asked(request.GET, language)
    form = AlertForm(request.POST if request.method == "POST" else None)
    context = {
        "subject": subject,
        "name": subject.name(language),
        "has_words": bool(subject.query(language).text),
        "form": form,
        "are_on": asking.are_on(),
    }
    if request.method != "POST":
        return render(request, "alerts/ask.html", context)
    if not asking.are_on():
        raise RefusedError([_("This site sends no mails.")])
    if not form.is_valid():
        return render(request, "alerts/ask.html", context, status=400)
    try:
        asking.ask(form.cleaned_data["address"], subject, form.cleaned_data["frequency"], language, timezone.now())
    except asking.TooManyError:
        response = render(request, "alerts/too_many.html", {"subject": subject}, status=503)
        response["Retry-After"] = str(int(asking.PAUSE.total_seconds()))
        return response
    except asking.MailServerError:
        response = render(request, "alerts/no_mail_now.html", {"subject": subject}, status=503)
        response["Retry-After"] = "600"
        return response
    return redirect("alert_asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for whoever asked, whatever is known of the address."""
    return render(request, "alerts/asked.html", {"hours": int(tokens.WAITING.total_seconds() // 3600)})


def by_token(view: Callable) -> Callable:
    """For addresses that hold a secret: kept by no cache, named to no search engine, and refused where changed."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except BadSignature:
            response = render(request, "alerts/unreadable.html", status=400)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(reading_or_posting(never_cache(answer)))


@by_token
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """What was asked for. Only the button confirms it: programs open links to see where they lead."""
    wanted = tokens.request_of(token)
    if wanted is None:
        return render(request, "alerts/too_late.html", status=410)
    language = get_language() or "en"
    context = {
        "wanted": [(key, subjects.of_key(key).name(language)) for key in wanted.wanted],
        "frequency": wanted.get_frequency_display(),
        "problem": "",
    }
    if request.method != "POST":
        return render(request, "alerts/confirm.html", context)
    if "forget" in request.POST:
        wanted.delete()
        return render(request, "alerts/nothing_kept.html")
    chosen = [key for key in request.POST.getlist("subject") if key in wanted.wanted]
    if not chosen:
        return render(request, "alerts/confirm.html", context | {"problem": _("Choose at least one.")}, status=400)
    return redirect("alerts_of_subscriber", token=tokens.for_subscriber(asking.confirm(wanted, chosen, timezone.now())))


@by_token
def of_subscriber(request: HttpRequest, token: str) -> HttpResponse:
    """All that a subscriber is told of and how often, how to change that and to stop it.

    A mail program's one click (RFC 8058) stops all.
    """
    subscriber = tokens.subscriber_of(token)
    if subscriber is None:
        return render(request, "alerts/nothing_kept.html")
    if "frequency" in request.POST:
        if request.POST["frequency"] not in Frequency.values:
            raise RefusedError([_("Choose how often.")])
        asking.change_frequency(subscriber, request.POST["frequency"])
        return redirect("alerts_of_subscriber", token=token)
    if request.method == "POST":
        number = request.POST.get("subscription")
        subscription = None
        if number is not None:
            known = {str(subscription.pk): subscription for subscription in subscriber.subscriptions.all()}
            subscription = known.get(number)
            if subscription is None:
                raise RefusedError([_("That had been stopped before, or was never there. Nothing was changed.")])
        asking.stop(subscriber, subscription)
        if subscription is None or subscriber.pk is None:
            return render(request, "alerts/nothing_kept.html")
        return redirect("alerts_of_subscriber", token=token)
    language = get_language() or "en"
    subscriptions = [(one.pk, subjects.of_key(one.subject)) for one in subscriber.subscriptions.order_by("pk")]
    context = {
        "subscriptions": [(pk, subject.name(language), subject.path) for pk, subject in subscriptions],
        "frequency": subscriber.frequency,
        "frequencies": Frequency.choices,
    }
    return render(request, "alerts/subscriber.html", context)
