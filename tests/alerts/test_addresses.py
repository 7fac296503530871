"""Which addresses can be written to, and which are one mailbox."""

import pytest

from django.core.exceptions import ValidationError

from policytracker.alerts.addresses import mailbox, readable


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("  Ana.B@Example.ORG ", "Ana.B@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana+tag@sub.example.org", "ana+tag@sub.example.org"),
    ],
)
def test_an_address_is_written_one_way(typed, written):
    assert readable(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@localhost",
        "ana@[127.0.0.1]",
        '"a b"@example.org',
        "ana@example.org, bob@example.org",
        "ana@example.org\nBcc: bob@example.org",
        "ana@example.org\0",
        "Ana <ana@example.org>",
        "a" * 300 + "@example.org",
        "ana@" + "ü" * 70 + ".example",
        "ana@exam\u202eple.org",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(ValidationError):
        readable(typed)


def test_a_mailbox_is_known_however_it_is_written_and_does_not_show_its_address():
    assert mailbox("A.na+x@googlemail.com") == mailbox("ana@gmail.com") != mailbox("bob@gmail.com")
    assert mailbox("Ana@example.org") == mailbox("ana+y@example.org") != mailbox("a.na@example.org")
    assert "ana" not in mailbox("ana@example.org")
