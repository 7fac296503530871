"""The mails: what they say, and that each is sent once, whatever happens meanwhile."""

import logging
import smtplib
from email import message_from_bytes, policy

import pytest
from alerts.reading import ask, confirm
from factories.records import CommitmentFactory, InstrumentFactory, OrganisationFactory, said

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from policytracker.alerts import concerns, digests
from policytracker.alerts.models import AlertRequest, ConfirmationSent, Subscriber
from search import service
from search.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise():
    company = OrganisationFactory(title="Meta")
    return CommitmentFactory(parent=company, record_id="promise", title="Label deepfakes", measure="It labels them.")


def subscribe(client, about: str, **values) -> str:
    """Ask and confirm; gives the address at which it is stopped."""
    ConfirmationSent.objects.all().delete()
    ask(client, about, **values)
    path = confirm(client)
    mail.outbox.clear()
    return path


def assess(promise, status: str, date: str, **values) -> None:
    promise.status_events.add(said("assessed", status, date, **{"by": "A monitor", "text": "They looked."} | values))
    promise.save_revision().publish()


def send(frequency: str = "weekly") -> list:
    """The mails that a run sends."""
    mail.outbox.clear()
    call_command("send_alerts", frequency, verbosity=0)
    return list(mail.outbox)


def test_a_mail_says_which_status_moved_to_what_by_whom_and_why_one_is_told(client, promise):
    subscribe(client, "record=promise")
    assess(promise, "fulfilled", "2024-06")
    send()
    assess(promise, "withdrawn", "2024-07-05", source_url="https://monitor.example/report")
    (message,) = send()
    assert message.subject == "Policy Tracker: Label deepfakes: Assessed: from “Fulfilled” to “Withdrawn”"
    for line in (
        "- Assessed: from “Fulfilled” to “Withdrawn”",
        "5 July 2024 · A monitor",
        "They looked.",
        "https://monitor.example/report",
        "Why you are told: You follow this record.",
        f"http://127.0.0.1:8000{promise.url}",
    ):
        assert line in message.body


def test_a_search_tells_what_it_finds_with_the_passage_that_matches(client, promise):
    subscribe(client, "q=deepfakes&kind=instrument")
    law = InstrumentFactory(title="Votes Act", record_id="act", critique="Courts say that deepfakes go unpunished.")
    assess(promise, "withdrawn", "2024-07")
    (message,) = send()
    assert message.subject == "Policy Tracker: Votes Act: New on record"
    assert "Why you are told: “deepfakes” · What: Laws and other instruments" in message.body
    assert "“Courts say that deepfakes go unpunished" in message.body
    assert law.url in message.body
    assert promise.title not in message.body


def test_a_mail_can_be_stopped_in_one_click_by_program_and_by_hand(client, promise):
    path = subscribe(client, "record=promise")
    assess(promise, "withdrawn", "2024-07")
    (message,) = send()
    stop = f"http://127.0.0.1:8000{path}"
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in message.body
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()
    assess(promise, "fulfilled", "2024-08")
    assert send() == []


def test_what_editors_write_is_text_and_headers_stay_whole(client, promise):
    subscribe(client, "record=promise")
    promise.title = "<script>alert(1)</script>\r\nBcc: bob@example.org"
    assess(promise, "withdrawn", "2024-07", text="<img src=x onerror=alert(1)>", by="A & <b>B</b>")
    (message,) = send()
    (html,) = (part.content for part in message.alternatives)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "A & <b>B</b>" in message.body
    sent = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert sent["Bcc"] is None
    assert "Bcc: bob@example.org" in sent["Subject"]


def test_nothing_is_told_twice_and_nothing_where_nothing_changed(client, promise):
    subscribe(client, "record=promise")
    assert send() == []
    assess(promise, "withdrawn", "2024-07")
    assert len(send()) == 1
    assert send() == []
    promise.save_revision().publish()
    assert send() == []


def test_what_was_before_is_not_told(client, promise):
    assess(promise, "withdrawn", "2024-07")
    subscribe(client, "record=promise")
    subscribe(client, "kind=commitment", address="bob@example.org")
    CommitmentFactory(record_id="other", title="Another promise")
    (message,) = send()
    assert message.to == ["bob@example.org"]
    assert message.subject == "Policy Tracker: Another promise: New on record"


def test_one_mail_holds_all_and_each_record_once(client, promise):
    subscribe(client, "record=promise")
    subscribe(client, "kind=commitment")
    assess(promise, "withdrawn", "2024-07")
    CommitmentFactory(record_id="other", title="Another promise")
    (message,) = send()
    assert message.subject == "Policy Tracker: 2 records changed"
    assert message.body.count(promise.url) == 1
    assert message.body.count("Why you are told:") == 3


def test_a_status_that_moved_twice_is_told_as_one_move_with_what_was_said(client, promise):
    subscribe(client, "record=promise")
    assess(promise, "fulfilled", "2024-06", text="First.")
    assess(promise, "withdrawn", "2024-07", text="Second.")
    (message,) = send()
    assert "- Assessed: now “Withdrawn”, where nothing was on record" in message.body
    assert "- Assessed: Fulfilled" in message.body
    assert "First." in message.body
    assert "Second." in message.body


def test_that_a_record_is_withdrawn_is_told_without_what_it_said(client, promise):
    subscribe(client, "record=promise")
    assess(promise, "fulfilled", "2024-06", text="A secret.")
    promise.unpublish()
    (message,) = send()
    assert "- Withdrawn" in message.body
    assert "secret" not in message.body


@pytest.fixture
def law():
    return InstrumentFactory(title="Votes Act", record_id="act", summary="It forbids deepfakes.")


def set_status(law, status: str) -> None:
    law.status = status
    law.save_revision().publish()


@pytest.mark.parametrize("about", ["status=in-force", "q=deepfakes&status=in-force", "status=in-force&year_from=2021"])
def test_that_a_record_has_left_a_search_is_told_and_by_what(client, law, about):
    subscribe(client, about)
    set_status(law, "repealed")
    (message,) = send()
    assert message.subject == "Policy Tracker: Votes Act: Status: from “In force” to “Repealed”"
    assert " · No longer answers this search, which asks for: Status: In force" in message.body
    (html,) = (part.content for part in message.alternatives)
    assert "No longer answers this search" in html
    law.summary = "It forbids deepfakes, once."
    law.save_revision().publish()
    assert send() == []


def test_what_left_and_came_back_meanwhile_is_told_as_what_is_there(client, law):
    subscribe(client, "status=in-force")
    set_status(law, "suspended")
    law.summary = "It forbids more."
    set_status(law, "in-force")
    (message,) = send()
    assert "Revised: summary" in message.body
    assert "No longer" not in message.body


def test_what_came_and_went_since_the_last_mail_is_not_told(client):
    subscribe(client, "status=in-force")
    law = InstrumentFactory(record_id="new", title="Short Act")
    set_status(law, "repealed")
    other = InstrumentFactory(record_id="old", title="Older Act", status="repealed")
    set_status(other, "in-force")
    set_status(other, "struck-down")
    assert send() == []


def test_who_asks_after_a_record_has_left_is_not_told(client, law):
    set_status(law, "repealed")
    subscribe(client, "status=in-force")
    law.approach = "None."
    law.save_revision().publish()
    assert send() == []


def test_what_is_withdrawn_is_told_to_those_whose_search_it_answered(client, law):
    subscribe(client, "status=in-force&kind=instrument")
    subscribe(client, "status=repealed", address="bob@example.org")
    subscribe(client, "q=deepfakes", address="eve@example.org")
    subscribe(client, "", address="all@example.org")
    law.unpublish()
    messages = send()
    assert {message.to[0] for message in messages} == {"ana@example.org", "all@example.org"}
    assert messages[0].subject == "Policy Tracker: act: Withdrawn"
    assert "· No longer answers this search." in messages[0].body
    assert "deepfakes" not in messages[0].body


def test_one_is_told_why_of_each_search_by_itself(client, law):
    subscribe(client, "status=in-force")
    subscribe(client, "kind=instrument")
    subscribe(client, "record=act")
    set_status(law, "repealed")
    (message,) = send()
    reasons = [line for line in message.body.splitlines() if line.startswith("Why you are told:")]
    assert reasons == [
        "Why you are told: Status: In force · No longer answers this search, which asks for: Status: In force",
        "Why you are told: What: Laws and other instruments",
        "Why you are told: You follow this record.",
    ]


def test_the_page_says_when_one_is_told_that_a_record_left(client):
    page = client.get("/alerts/new/?status=in-force").content.decode()
    assert "when a record leaves this search" in page
    page = client.get("/alerts/new/?q=deepfakes&status=in-force").content.decode()
    assert "nothing is kept of its earlier text" in page


def test_daily_and_weekly_have_their_own_runs(client, promise):
    subscribe(client, "record=promise", frequency="daily")
    assess(promise, "fulfilled", "2024-06")
    assert send("weekly") == []
    assert len(send("daily")) == 1


def test_each_is_told_what_they_have_not_been_told(client, promise):
    subscribe(client, "record=promise", frequency="daily")
    subscribe(client, "record=promise", address="bob@example.org")
    assess(promise, "fulfilled", "2024-06")
    assert [message.to for message in send("daily")] == [["ana@example.org"]]
    assess(promise, "withdrawn", "2024-07")
    (daily,) = send("daily")
    assert "from “Fulfilled” to “Withdrawn”" in daily.body
    (weekly,) = send("weekly")
    assert "now “Withdrawn”, where nothing was on record" in weekly.body


def test_a_long_mail_ends_and_says_where_the_rest_is(client, monkeypatch):
    subscribe(client, "kind=instrument")
    monkeypatch.setattr(digests, "LONGEST", 2)
    monkeypatch.setattr(concerns, "BATCH", 2)
    for number in range(5):
        InstrumentFactory(title=f"Law {number}")
    (message,) = send()
    assert message.subject == "Policy Tracker: 5 records changed"
    assert [f"Law {number}" in message.body for number in range(5)] == [False, False, False, True, True]
    assert "3 more records changed." in message.body
    assert "http://127.0.0.1:8000/search/?kind=instrument" in message.body


def test_one_address_that_fails_stops_no_other_and_is_tried_again(client, promise, monkeypatch, caplog):
    subscribe(client, "record=promise")
    subscribe(client, "record=promise", address="bob@example.org")
    assess(promise, "fulfilled", "2024-06")
    deliver = EmailBackend.send_messages

    def refuse_ana(self, messages):
        if messages[0].to == ["ana@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such user ana@example.org")})
        return deliver(self, messages)

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse_ana)
        with pytest.raises(CommandError, match="Could not be sent: 1"):
            send()
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "ana@" not in caplog.text
    assert [message.to for message in send()] == [["ana@example.org"]]


def test_a_run_that_is_killed_is_taken_up_where_it_was(client, promise, monkeypatch):
    for name in ("ana", "bob", "eve"):
        subscribe(client, "record=promise", address=f"{name}@example.org")
    assess(promise, "fulfilled", "2024-06")
    deliver = EmailBackend.send_messages

    def killed(self, messages):
        if messages[0].to == ["bob@example.org"]:
            raise KeyboardInterrupt
        return deliver(self, messages)

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", killed)
        with pytest.raises(KeyboardInterrupt):
            send()
    assert [message.to[0] for message in mail.outbox] == ["ana@example.org"]
    assert [message.to[0] for message in send()] == ["bob@example.org", "eve@example.org"]


def test_a_mail_server_that_is_away_loses_nothing(client, promise, monkeypatch):
    subscribe(client, "record=promise")
    assess(promise, "fulfilled", "2024-06")

    def away(self):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "open", away)
        with pytest.raises(CommandError, match="cannot be reached"):
            send()
    assert len(send()) == 1


def test_what_is_committed_late_is_told_in_the_next_run(client, promise):
    subscribe(client, "record=promise")
    assess(promise, "fulfilled", "2024-06")
    late = Change.objects.latest("pk")
    # As a long transaction on PostgreSQL: begun before the run, seen after it.
    Change.objects.filter(pk=late.pk).update(round=0)
    assert send() == []
    Change.objects.filter(pk=late.pk).update(round=None)
    assert len(send()) == 1


def test_the_mail_speaks_the_subscribers_language_and_leads_there(client, promise):
    ConfirmationSent.objects.all().delete()
    client.post("/fr/alerts/new/?record=promise", {"address": "ana@example.org", "frequency": "weekly"})
    confirm(client)
    assess(promise, "fulfilled", "2024-06")
    (message,) = send()
    assert message.extra_headers["Content-Language"] == "fr"
    assert "juin 2024" in message.body
    assert "/fr/alerts/of/" in message.body


def test_a_theme_that_is_gone_meanwhile_is_no_error(client, promise):
    subscribe(client, "q=deepfakes")
    Subscriber.objects.get().subscriptions.update(subject="search:q=deepfakes&theme=gone")
    assess(promise, "fulfilled", "2024-06")
    assert len(send()) == 1


def test_a_run_forgets_what_was_not_confirmed(client, promise):
    ask(client, "record=promise")
    AlertRequest.objects.update(asked_at="2020-01-01T00:00Z")
    send()
    assert not AlertRequest.objects.exists()


def test_a_site_that_sends_no_mails_says_so(settings):
    settings.ALERTS_FROM = ""
    with pytest.raises(CommandError, match="ALERTS_FROM"):
        send()


@pytest.mark.parametrize("question", ["which", "why"])
def test_a_search_is_asked_once_for_all_who_wait_for_it(client, promise, monkeypatch, question):
    for number in range(4):
        subscribe(client, "q=deepfakes", address=f"ana{number}@example.org")
    assess(promise, "fulfilled", "2024-06")
    asked, answer = [], getattr(service, question)
    monkeypatch.setattr(service, question, lambda *args: asked.append(args) or answer(*args))
    assert len(send()) == 4
    assert len(asked) == 1
