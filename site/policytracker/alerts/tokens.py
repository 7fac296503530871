"""The secrets in links of mails: whoever has one is the one who got the mail. They hold no address."""

from datetime import timedelta

from django.core import signing

from policytracker.alerts.models import AlertRequest, Subscriber

# For so long a request waits for its confirmation.
WAITING = timedelta(hours=48)


def for_request(request: AlertRequest) -> str:
    return _of_requests().sign(str(request.pk))


def request_of(token: str) -> AlertRequest | None:
    """The request that a token confirms; None where it is too late or done. Raises BadSignature."""
    try:
        key = _of_requests().unsign(token, max_age=WAITING)
    except signing.SignatureExpired:
        return None
    return AlertRequest.objects.filter(pk=int(key)).first()


def for_subscriber(subscriber: Subscriber) -> str:
    """It does not grow old: a mail may be read years later."""
    return _of_subscribers().sign(str(subscriber.pk))


def subscriber_of(token: str) -> Subscriber | None:
    """The subscriber whose token it is; None where nothing is kept on them any more. Raises BadSignature."""
    return Subscriber.objects.filter(pk=int(_of_subscribers().unsign(token))).first()


def _of_requests() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="alerts.requests")


def _of_subscribers() -> signing.Signer:
    return signing.Signer(salt="alerts.subscribers")
