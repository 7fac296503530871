"""What somebody does who asks to be told, by pages and mails alone."""

import re

from django.core import mail
from django.test import Client

WEEKLY = {"address": "ana@example.org", "frequency": "weekly"}


def ask(client: Client, about: str, **values):
    """Ask on the page of an address; what waits for the end of the transaction is done."""
    return client.post(f"/alerts/new/?{about}", WEEKLY | values)


def link_in(message, part: str) -> str:
    """The path of the link in a mail that has this in its address."""
    (address,) = set(re.findall(rf"http://127\.0\.0\.1:8000(\S*/alerts/{part}/\S+)", message.body))
    return address


def confirm(client: Client, message=None) -> str:
    """Confirm all that a mail asks for; gives the address at which it is stopped."""
    path = link_in(message or mail.outbox[-1], "confirm")
    page = client.get(path).content.decode()
    response = client.post(path, {"subject": re.findall(r'name="subject" value="([^"]+)"', page.replace("&amp;", "&"))})
    assert response.status_code == 302, response.content
    return response["Location"]
