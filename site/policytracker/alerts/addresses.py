"""Addresses of mailboxes: which can be written to, and which are likely to be the same. Pure."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# The longest that can be sent to (RFC 5321).
LONGEST = 254
# Their mailboxes are the same with and without dots.
DOTLESS = {"gmail.com", "googlemail.com"}
_looks_right = EmailValidator(message=_("This is no e-mail address: name@example.org"), allowlist=[])


def readable(raw: str) -> str:
    """The address as it is written to. Raises ValidationError for what is none on the internet."""
    address = unicodedata.normalize("NFKC", raw).strip()
    _looks_right(address)
    name, _at, domain = address.rpartition("@")
    try:
        address = f"{name}@{domain.encode('idna').decode().lower()}"
    except UnicodeError:
        raise ValidationError(_looks_right.message) from None
    if '"' in name or domain.endswith("]") or "." not in domain or len(address) > LONGEST:
        raise ValidationError(_looks_right.message)
    return address


def mailbox(address: str) -> str:
    """By what a mailbox is known without its address, in whatever way that is written, with any tag behind a plus."""
    name, _at, domain = address.lower().rpartition("@")
    name = name.partition("+")[0] or name
    if domain in DOTLESS:
        name, domain = name.replace(".", ""), "gmail.com"
    return salted_hmac("alerts.mailbox", f"{name}@{domain}", algorithm="sha256").hexdigest()
