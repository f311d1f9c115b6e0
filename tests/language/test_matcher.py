"""Which words of a text are found, and which are not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.language.matcher import Matcher, folded

LABELS = [
    "lead", "lead time", "real time", "DR", "IT", "CRM", "API", "customer", "category", "campaign", "branch",
    "Straße", "A/B test", "customer lifetime value", "session",
    "café", "C++",
]  # fmt: skip
MATCHER = Matcher((label, number) for number, label in enumerate(LABELS))


def found(text: str, html: bool = False) -> list[tuple[str, str]]:
    """Spelling and label of each hit."""
    hits = MATCHER.in_html(text) if html else MATCHER.in_text(text)
    return [(text[hit.start : hit.end], LABELS[hit.term]) for hit in hits]


@pytest.mark.parametrize(
    ("text", "spelling", "label"),
    [
        ("Every lead counts.", "lead", "lead"),
        ("LEAD", "LEAD", "lead"),
        ("Our (leads), at last", "leads", "lead"),
        ("the lead’s owner", "lead", "lead"),
        ("the lead's owner", "lead", "lead"),
        ("“lead”", "lead", "lead"),
        ("What is a lead?", "lead", "lead"),
        ("the lead time is long", "lead time", "lead time"),
        ("the lead-time is long", "lead-time", "lead time"),
        ("in real\u00a0time", "real\u00a0time", "real time"),
        ("in real\ntime", "real\ntime", "real time"),
        ("Real-Time data", "Real-Time", "real time"),
        ("two DRs", "DRs", "DR"),
        ("our crm", "crm", "CRM"),
        ("two CRMs", "CRMs", "CRM"),
        ("CRM/ERP", "CRM", "CRM"),
        ("ERP/CRM", "CRM", "CRM"),
        ("both categories", "categories", "category"),
        ("both branches", "branches", "branch"),
        ("STRASSE", "STRASSE", "Straße"),
        ("written in C++.", "C++", "C++"),
        ("an a/b test", "a/b test", "A/B test"),
        ("customer lifetime values", "customer lifetime values", "customer lifetime value"),
    ],
)
def test_whole_words_are_found(text: str, spelling: str, label: str) -> None:
    assert (spelling, label) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "misleading leadership", "pleaded", "mislead", "lead_id", "lead2", "re-lead", "lead-in", "#lead",
        "@lead", "lead@company.example",
        "https://company.example/lead", "www.lead.example", "lead.csv", "lead()",
        "sales/crm/lead/", "Dr. Brandt", "it works", "an api", "l’lead", "vitamin c", "categorys",
        "&lead;",
    ],
)  # fmt: skip
def test_parts_of_words_and_addresses_are_not(text: str) -> None:
    assert found(text) == []


def test_the_longest_label_wins_and_each_term_is_found_once() -> None:
    assert found("Lead time of a lead, and a lead again") == [("Lead time", "lead time"), ("lead", "lead")]


def test_a_label_that_only_begins_falls_back_to_the_shorter_one() -> None:
    assert found("customer lifetime is long") == [("customer", "customer")]


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x/">lead</a></p>', "<p><code>lead</code></p>", "<pre><code>a lead</code></pre>",
        "<h3>The lead</h3>", '<p><a title="a > lead" href="/lead/">x</a></p>', "<p>a &lead; b</p>",
        "<p><a href='#'>the <em>lead</em></a></p>",
    ],
)  # fmt: skip
def test_links_code_and_headings_stay_as_they_are(html: str) -> None:
    assert found(html, html=True) == []


def test_text_around_tags_is_found() -> None:
    html = "<h3>lead</h3>\n<p>A <strong>lead</strong> &amp; its <em>campaigns</em>.</p>"
    assert found(html, html=True) == [("lead", "lead"), ("campaigns", "campaign")]


def test_a_term_is_not_found_across_tags() -> None:
    assert found("<p>real</p><p>time</p>", html=True) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Real-Time", "real time"), ("ＣＲＭ", "crm"), ("real  time", "Real time"), ("STRASSE", "Straße")],
)
def test_spellings_that_look_alike_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


WORDS = st.lists(
    st.sampled_from(["lead", "time", "real", "x", "Leads", "-", ",", "DR", "customer", "\n"]), max_size=40
)


@given(WORDS)
def test_it_finds_what_a_plain_search_finds(words: list[str]) -> None:
    """Against the slow way: an alternation of all labels, longest first, between word borders."""
    text = " ".join(words)
    plain = {
        "lead": 0,
        "leads": 0,
        "lead time": 1,
        "lead times": 1,
        "real time": 2,
        "real times": 2,
        "customer": 7,
    }
    longest = sorted(plain, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in longest) + r"|DR)\b"
    expected: list[int] = []
    for match in re.finditer(pattern, text, re.I):
        if match[0] == "DR" or match[0].lower() != "dr":
            number = 3 if match[0] == "DR" else plain[" ".join(match[0].lower().split())]
            if number not in expected:
                expected.append(number)
    assert [hit.term for hit in MATCHER.in_text(text)] == expected


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text: str) -> None:
    hits = list(MATCHER.in_text(text))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    list(MATCHER.in_html(text))
