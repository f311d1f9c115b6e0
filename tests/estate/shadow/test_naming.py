"""What a tool is called once everything is taken off that cards and sign-in pages put on."""

import pytest

from lintel.estate.shadow.guessing import guess
from lintel.estate.shadow.naming import cleaned, is_software, registered


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        ("Canva", "canva"),
        ("CANVA* I04123-39122", "canva"),
        ("PAYPAL *Notion Labs, Inc. (EU)", "notion"),
        ("https://www.figma.com/files", "figma"),
        ("Slack - SSO", "slack"),
        ("DeepL SE", "deepl"),
        ("Zoom Pro Monthly", "zoom"),
        ("Cloud", "cloud"),
        ("GmbH", "gmbh"),
        ("WETRANSFER BV AMSTERDAM", "wetransfer"),
        ("SEMRUSH HOLDINGS, INC", "semrush"),
        ("WEBFLOW.COM 8552345532", "webflow"),
        ("日本語ツール", "日本語ツール"),
        ("***", "***"),
    ],
)
def test_names_are_freed_of_what_was_added(said: str, bare: str) -> None:
    assert cleaned(said) == bare
    assert cleaned(bare) == bare


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("eu.app.example.co.uk", "example.co.uk"),
        ("https://tool.example.com/a?b=c", "example.com"),
        ("example.com.", "example.com"),
        ("localhost", ""),
        ("10.0.0.1", ""),
        ("not a host", ""),
    ],
)
def test_a_host_belongs_to_a_registered_domain(host: str, domain: str) -> None:
    assert registered(host) == domain


def test_a_category_says_whether_software_was_bought() -> None:
    assert is_software("SaaS / Software")
    assert is_software("Subscriptions")
    assert not is_software("Airlines")


def test_the_guess_says_why() -> None:
    assert guess("quizzly", scopes=["contacts.read"]) == (
        "customers", "It asked for the permission “contacts.read” at the sign-in."
    )  # fmt: skip
    assert guess("canva")[0] == "content"
    assert guess("any", domains=["typeform.com"]) == ("customers", "Typeform is for forms and surveys.")
    assert guess("payflow") == ("payment", "The name holds “pay”.")
    assert guess("xyzzy") == ("", "")
