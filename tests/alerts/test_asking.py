"""Asking to be told, confirming it, and stopping it; and that nobody can be bothered with it."""

import logging
import re
import smtplib
from datetime import timedelta
from urllib.parse import quote

import pytest
from alerts.reading import ask, confirm, link_in
from factories.records import CommitmentFactory, InstrumentFactory, JurisdictionFactory

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from policytracker.alerts import asking, tokens
from policytracker.alerts.models import AlertRequest, ConfirmationSent, Subscriber, Subscription
from search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law():
    place = JurisdictionFactory(title="Kenya", code="KE")
    return InstrumentFactory(parent=place, record_id="ke-law", title="Deepfakes Act")


def hours_pass(number: float) -> None:
    AlertRequest.objects.update(asked_at=timezone.now() - timedelta(hours=number))
    ConfirmationSent.objects.update(at=timezone.now() - timedelta(hours=number))


def test_a_page_says_what_one_is_told_of(client):
    page = client.get("/alerts/new/?q=deepfakes&region=002&page=2").content.decode()
    assert "“deepfakes” · Region: Africa" in page
    assert 'href="/search/feed.atom?q=deepfakes&amp;region=002"' in page
    assert "Deepfakes Act" in client.get("/alerts/new/?record=ke-law").content.decode()
    assert not client.get("/alerts/new/?q=deepfakes").cookies


def test_pages_of_searches_and_records_lead_there(client):
    assert 'href="/alerts/new/?q=deepfakes"' in client.get("/search/?q=deepfakes").content.decode()
    assert 'href="/alerts/new/?record=ke-law"' in client.get("/id/ke-law", follow=True).content.decode()


def test_nothing_is_sent_before_the_link_in_the_mail_is_confirmed(client):
    assert ask(client, "q=deepfakes").status_code == 302
    (message,) = mail.outbox
    assert message.to == ["ana@example.org"]
    assert "deepfakes" not in message.subject + message.body
    path = link_in(message, "confirm")
    assert "“deepfakes”" in client.get(path).content.decode()
    # A scanner has opened the link: nothing is confirmed by that.
    assert not Subscriber.objects.exists()
    client.post(path, {"subject": "search:q=deepfakes"})
    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.frequency, subscriber.language) == ("ana@example.org", "weekly", "en")
    assert subscriber.subscriptions.get().subject == "search:q=deepfakes"
    assert not AlertRequest.objects.exists()
    assert client.get(path).status_code == client.post(path).status_code == 410


def test_the_answer_tells_nobody_who_is_known(client):
    first = ask(client, "q=deepfakes")
    confirm(client)
    hours_pass(2)
    again, unknown = ask(client, "q=deepfakes"), ask(client, "q=deepfakes", address="bob@example.org")
    assert first["Location"] == again["Location"] == unknown["Location"]
    assert [message.to for message in mail.outbox] == [["ana@example.org"], ["ana@example.org"], ["bob@example.org"]]
    assert mail.outbox[1].subject == mail.outbox[2].subject


def test_a_mailbox_is_sent_one_confirmation_an_hour_whoever_asks_and_however(client):
    for address in ("ana@example.org", "ANA@example.org", "ana+1@example.org", "ana+2@example.org"):
        assert ask(client, "q=deepfakes", address=address).status_code == 302
    assert len(mail.outbox) == 1
    hours_pass(1.01)
    ask(client, "q=deepfakes")
    assert len(mail.outbox) == 2


def test_what_is_asked_for_within_the_hour_waits_behind_the_same_link(client):
    ask(client, "q=deepfakes")
    ask(client, "record=ke-law", frequency="daily")
    confirm(client)
    assert set(Subscription.objects.values_list("subject", flat=True)) == {"search:q=deepfakes", "record:ke-law"}
    assert Subscriber.objects.get().frequency == "daily"


def test_only_what_was_chosen_is_confirmed(client):
    ask(client, "q=deepfakes")
    ask(client, "record=ke-law")
    path = link_in(mail.outbox[0], "confirm")
    assert client.post(path, {"subject": ["search:q=something-else"]}).status_code == 400
    client.post(path, {"subject": ["record:ke-law", "search:q=something-else"]})
    assert Subscription.objects.get().subject == "record:ke-law"


def test_somebody_who_did_not_ask_is_forgotten_at_once(client):
    ask(client, "q=deepfakes")
    assert "deleted" in client.post(link_in(mail.outbox[0], "confirm"), {"forget": "yes"}).content.decode()
    assert not AlertRequest.objects.exists()


def test_what_is_not_confirmed_in_time_is_forgotten(client, django_assert_num_queries):
    ask(client, "q=deepfakes")
    hours_pass(47.9)
    asking.forget(timezone.now())
    assert AlertRequest.objects.exists()
    hours_pass(48)
    asking.forget(timezone.now())
    assert not AlertRequest.objects.exists()
    assert not ConfirmationSent.objects.exists()


def test_an_old_link_confirms_nothing(client, monkeypatch):
    ask(client, "q=deepfakes")
    monkeypatch.setattr(tokens, "WAITING", timedelta(seconds=-1))
    assert client.post(link_in(mail.outbox[0], "confirm"), {"subject": "search:q=deepfakes"}).status_code == 410
    assert not Subscriber.objects.exists()


def test_two_searches_alike_are_one(client):
    ask(client, "q=deepfakes&kind=instrument&kind=commitment&sort=title")
    ask(client, "kind=commitment&kind=instrument&page=7&q=%20deepfakes%20")
    confirm(client)
    assert Subscription.objects.count() == 1


def test_what_is_confirmed_twice_is_there_once(client):
    for _ in range(2):
        ConfirmationSent.objects.all().delete()
        ask(client, "q=deepfakes")
        confirm(client)
    assert Subscription.objects.count() == 1


def test_with_the_last_subscription_the_address_goes(client):
    ask(client, "q=deepfakes")
    ask(client, "record=ke-law")
    path = confirm(client)
    first, second = Subscription.objects.order_by("pk")
    assert client.post(path, {"subscription": first.pk}).status_code == 302
    assert "Deepfakes Act" in client.get(path).content.decode()
    assert "deleted" in client.post(path, {"subscription": second.pk}).content.decode()
    assert not Subscriber.objects.exists()
    assert not AlertRequest.objects.exists()


def test_one_click_of_a_mail_program_stops_all_and_can_be_repeated(client):
    ask(client, "q=deepfakes")
    ask(client, "record=ke-law")
    path = confirm(client)
    client.get(path)
    assert Subscriber.objects.exists()
    for _ in range(2):
        response = client.post(path, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    assert not Subscriber.objects.exists()
    assert "deleted" in client.get(path).content.decode()


def test_how_often_one_is_told_can_be_changed_and_changed_back(client):
    ask(client, "q=deepfakes")
    ask(client, "record=ke-law")
    path = confirm(client)
    assert re.search(r'name="frequency" value="weekly" checked', client.get(path).content.decode())
    for frequency in ("daily", "daily", "weekly"):
        response = client.post(path, {"frequency": frequency})
        assert (response.status_code, response["Location"]) == (302, path)
        assert Subscriber.objects.get().frequency == frequency
    assert Subscription.objects.count() == 2


@pytest.mark.parametrize("frequency", ["", "hourly", "daily\0"])
def test_how_often_is_one_of_two_and_a_wrong_word_stops_nothing(client, frequency):
    ask(client, "q=deepfakes")
    path = confirm(client)
    assert client.post(path, {"frequency": frequency}).status_code == 400
    assert Subscriber.objects.get().frequency == "weekly"
    assert Subscription.objects.count() == 1


def test_nobody_stops_what_is_anothers(client):
    ask(client, "q=deepfakes")
    path = confirm(client)
    ask(client, "q=deepfakes", address="bob@example.org")
    confirm(client)
    other = Subscription.objects.get(subscriber__address="bob@example.org")
    for number in (other.pk, "x", "", "9" * 100):
        assert client.post(path, {"subscription": number}).status_code == 400
    assert Subscription.objects.count() == 2


def test_tokens_that_were_tampered_with_are_refused(client):
    ask(client, "q=deepfakes")
    confirm_path = link_in(mail.outbox[0], "confirm")
    stop_path = confirm(client)
    for path in (confirm_path, stop_path):
        start, token = path.rstrip("/").rsplit("/", 1)
        other = "2" + token[token.index(":") :]
        for bad in (token[:-1], other, "x", "1", ":::", quote("a\0b", safe=""), "9" * 3000):
            for method in (client.get, client.post):
                response = method(f"{start}/{bad}/")
                assert response.status_code == 400, bad
                assert "not complete" in response.content.decode()
    # The token of one thing is none of another.
    assert client.get(stop_path.replace("/of/", "/confirm/")).status_code == 400
    assert Subscriber.objects.count() == 1


def test_pages_with_a_secret_are_kept_nowhere(client):
    ask(client, "q=deepfakes")
    for path in (link_in(mail.outbox[0], "confirm"), confirm(client)):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("about", ["colour=red", "kind=nonsense", "q=a&year_from=x", "q=" + "theme=x&" * 3])
def test_what_is_not_understood_is_refused_in_words(client, about):
    assert client.get(f"/alerts/new/?{about}").status_code == 400
    assert ask(client, about).status_code == 400
    assert not AlertRequest.objects.exists()


@pytest.mark.parametrize("record", ["never-there", "", "%00", "x" * 5000])
def test_nobody_is_told_of_what_is_not_there(client, record):
    assert client.get(f"/alerts/new/?record={record}").status_code == 404
    assert ask(client, f"record={record}").status_code == 404


@pytest.mark.parametrize(
    "values",
    [{"address": "no address"}, {"address": ""}, {"address": "a\r\nBcc: b@example.org"}, {"frequency": "hourly"}],
)
def test_a_form_that_is_wrong_says_so_and_changes_nothing(client, values):
    response = ask(client, "q=deepfakes", **values)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert not AlertRequest.objects.exists()
    assert not mail.outbox


def test_a_search_too_long_to_keep_is_refused(client):
    Entry.objects.update(locale="en")
    response = client.get("/alerts/new/?q=" + quote("法" * 299))
    assert response.status_code == 400
    assert "too long" in response.content.decode()


def test_so_many_cannot_be_made_to_get_mail(client, monkeypatch):
    monkeypatch.setattr(asking, "MOST_CONFIRMATIONS", 2)
    for number in range(2):
        ask(client, "q=deepfakes", address=f"ana{number}@example.org")
    response = ask(client, "q=deepfakes", address="bob@example.org")
    assert (response.status_code, response["Retry-After"]) == (503, "3600")
    assert len(mail.outbox) == 2
    assert not AlertRequest.objects.filter(address="bob@example.org").exists()


def test_one_subscriber_is_told_of_so_much_and_no_more(client, monkeypatch):
    monkeypatch.setattr(asking, "MOST_SUBSCRIPTIONS", 1)
    ask(client, "q=deepfakes")
    ask(client, "record=ke-law")
    path = link_in(mail.outbox[0], "confirm")
    assert client.post(path, {"subject": ["record:ke-law", "search:q=deepfakes"]}).status_code == 400
    assert not Subscriber.objects.exists()
    assert client.post(path, {"subject": ["record:ke-law"]}).status_code == 302


def test_a_mail_that_fails_is_no_error_for_the_reader_and_can_be_asked_for_again(client, monkeypatch, caplog):
    def refuse(self, messages):
        raise smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no")})

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        assert ask(client, "q=deepfakes").status_code == 302
    assert caplog.records[-1].levelno == logging.ERROR
    assert "ana@" not in caplog.text
    ask(client, "q=deepfakes")
    assert len(mail.outbox) == 1


def test_the_mail_and_its_link_speak_the_readers_language(client):
    ask(client, "q=deepfakes")
    client.post("/fr/alerts/new/?q=deepfakes", {"address": "bob@example.org", "frequency": "daily"})
    assert link_in(mail.outbox[1], "confirm").startswith("/fr/alerts/confirm/")
    confirm(client)
    assert Subscriber.objects.get().language == "fr"


def test_a_site_that_sends_no_mails_offers_the_feed(client, settings):
    settings.ALERTS_FROM = ""
    page = client.get("/alerts/new/?q=deepfakes").content.decode()
    assert "<form method" not in page
    assert "/search/feed.atom?q=deepfakes" in page
    assert ask(client, "q=deepfakes").status_code == 400


def test_no_address_stands_where_a_log_could_have_it(client):
    ask(client, "q=deepfakes")
    assert "@" not in str(AlertRequest.objects.get()) + str(ConfirmationSent.objects.get())
    confirm(client)
    assert "@" not in str(Subscriber.objects.get())


def test_a_withdrawn_record_can_be_stopped(client):
    promise = CommitmentFactory(record_id="promise")
    ask(client, "record=promise")
    path = confirm(client)
    promise.unpublish()
    assert "promise" in client.get(path).content.decode()
