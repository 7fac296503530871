"""What a reader who asks to be told sees of a mail server that is slow, silent, refuses or is not there."""

import socket
import time

import pytest
from alerts.mailing import MailServer
from alerts.reading import ask, confirm
from factories.records import InstrumentFactory

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from policytracker.alerts import asking
from policytracker.alerts.models import AlertRequest, ConfirmationSent, Subscriber

pytestmark = pytest.mark.django_db

PATIENCE = 1.0


@pytest.fixture
def speaking_to(settings, monkeypatch):
    """A site whose mail server listens on a port, with little patience."""

    def speak(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

    monkeypatch.setattr(asking, "PATIENCE", PATIENCE)
    return speak


def test_a_server_that_takes_the_mail(client, speaking_to):
    with MailServer() as server:
        speaking_to(server.port)
        assert ask(client, "q=deepfakes").status_code == 302
    assert ["ana@example.org" in to for to in server.taken] == [True]
    assert AlertRequest.objects.get().wanted == ["search:q=deepfakes"]


@pytest.mark.parametrize(
    "answers",
    [
        {"hello": None},
        {"hello": "554 no service"},
        {"EHLO": None},
        {"MAIL": "451 later"},
        {"MAIL": "530 who are you"},
        {"DATA": "554 no"},
        {".": "552 too much"},
        {".": None},
        {"MAIL": "nonsense"},
    ],
)
def test_one_that_is_silent_or_refuses_is_told_and_nothing_is_kept(client, speaking_to, caplog, answers):
    with MailServer(answers) as server:
        speaking_to(server.port)
        response = ask(client, "q=deepfakes")
    assert response.status_code == 503
    assert response["Retry-After"] == "600"
    page = response.content.decode()
    assert "No mail can be sent at the moment" in page
    assert "/search/feed.atom?q=deepfakes" in page
    assert not AlertRequest.objects.exists()
    assert not ConfirmationSent.objects.exists()
    assert "ana@" not in caplog.text
    assert server.taken == []


def test_one_that_is_not_there_is_told_too(client, speaking_to):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        speaking_to(nobody.getsockname()[1])
        assert ask(client, "q=deepfakes").status_code == 503
    assert not AlertRequest.objects.exists()


def test_one_that_answers_but_slowly_holds_nobody_up(client, speaking_to):
    with MailServer(pause=0.3 * PATIENCE) as server:
        speaking_to(server.port)
        started = time.monotonic()
        assert ask(client, "q=deepfakes").status_code == 503
        # Its answers to all commands would take more than twice as long.
        assert time.monotonic() - started < 1.9 * PATIENCE
    assert not AlertRequest.objects.exists()
    assert server.taken == []


def test_a_mail_that_was_taken_is_sent_though_the_server_says_no_goodbye(client, speaking_to):
    with MailServer({"QUIT": None}) as server:
        speaking_to(server.port)
        assert ask(client, "q=deepfakes").status_code == 302
    assert len(server.taken) == 1
    assert AlertRequest.objects.exists()


def test_a_mailbox_that_is_refused_is_answered_like_any_other_and_not_kept(client, speaking_to):
    with MailServer({"RCPT": "550 no such mailbox"}) as server:
        speaking_to(server.port)
        response = ask(client, "q=deepfakes")
    assert (response.status_code, response["Location"]) == (302, "/alerts/asked/")
    assert not AlertRequest.objects.exists()
    assert not ConfirmationSent.objects.exists()


def test_what_waits_behind_an_earlier_link_waits_as_it_was(client, speaking_to, settings):
    ask(client, "q=deepfakes")
    ConfirmationSent.objects.all().delete()
    locmem, before = settings.EMAIL_BACKEND, AlertRequest.objects.values().get()
    with MailServer({"MAIL": "451 later"}) as server:
        speaking_to(server.port)
        assert ask(client, "kind=instrument", frequency="daily").status_code == 503
    assert AlertRequest.objects.values().get() == before
    settings.EMAIL_BACKEND = locmem
    confirm(client, mail.outbox[0])
    assert Subscriber.objects.get().subscriptions.get().subject == "search:q=deepfakes"


def test_nobody_waits_for_the_database_meanwhile(client, monkeypatch):
    InstrumentFactory(record_id="ke-law")
    open_before, open_then = len(connection.atomic_blocks), []

    def send(self, messages):
        open_then.append(len(connection.atomic_blocks))

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert ask(client, "record=ke-law").status_code == 302
    assert open_then == [open_before]
