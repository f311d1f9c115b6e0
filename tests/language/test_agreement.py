"""A term's life: each side says what it means, both sign what both mean, every edit reopens it."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintel.audit import signatures
from lintel.audit.models import Entry
from lintel.audit.sides import Office
from lintel.language import links
from lintel.language.actions import agreement, flag, primer, term
from lintel.language.keeping import PURPOSE
from lintel.language.models import Label, State, Term
from lintel.language.wording import Wording
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast
from tests.intake.makers import make_request
from tests.language.makers import BOTH, CALL, RECORD, fresh, make_agreed, make_clash, make_term, propose, sign

As = Callable[[User], Client]


def test_whose_word_is_missing_at_each_step(cast: Cast) -> None:
    made = make_term(cast)
    assert (made.state, made.awaits) == (State.ONE_SIDED, "it")
    assert fresh(made).turn.label == "IT has not said what it means"
    said = Wording(made.name, CALL, RECORD, ("prospect",))
    term.edit(made, said, by=cast.tomas, version=1)
    assert (fresh(made).state, fresh(made).clashes) == (State.CLASHING, True)
    propose(made, cast.nele)
    assert (fresh(made).state, fresh(made).awaits) == (State.PROPOSED, "both")
    sign(made, cast.mara)
    assert (fresh(made).awaits, fresh(made).turn.label) == ("it", "IT has not signed")
    sign(made, cast.lena)  # the delegate of the IT office
    assert (fresh(made).state, fresh(made).awaits, fresh(made).clashes) == (State.AGREED, "", False)
    given_ = signatures.keys_of(fresh(made), PURPOSE).given[Office.IT]
    assert given_.on_behalf_of == cast.ivo


def test_any_edit_reopens_and_old_signatures_never_come_back(cast: Cast) -> None:
    agreed = make_agreed(cast)
    before = Wording(agreed.name, CALL, RECORD, tuple(agreed.synonyms))
    term.edit(agreed, Wording("Leads", CALL, RECORD, ()), by=cast.nele, version=agreed.version)
    assert (fresh(agreed).state, fresh(agreed).awaits) == (State.PROPOSED, "both")
    term.edit(agreed, before, by=cast.nele, version=fresh(agreed).version)
    assert fresh(agreed).state == State.PROPOSED
    assert fresh(agreed).content() == agreed.content()
    assert signatures.keys_of(fresh(agreed), PURPOSE).given == {}
    assert agreed.wordings.count() == fresh(agreed).version


def test_what_stands_around_a_term_leaves_signatures_alone(cast: Cast) -> None:
    agreed, other = make_agreed(cast), make_term(cast, "Contact", synonyms=())
    owners = {Office.MARKETING: cast.nele, Office.IT: cast.tomas}
    term.arrange(agreed, by=cast.nele, owners=owners, note="In the CRM.", distinct_from=["Contact"])
    assert fresh(agreed).state == State.AGREED
    assert fresh(agreed).distinctions.get().other == other
    with pytest.raises(Problem, match="does not work for the IT office"):
        term.arrange(agreed, by=cast.nele, owners={Office.IT: cast.mara}, note="", distinct_from=[])
    with pytest.raises(Problem, match="no term “Cotnact”"):
        term.arrange(agreed, by=cast.nele, owners={}, note="", distinct_from=["Cotnact"])
    with pytest.raises(Problem, match="not confused with itself"):
        term.arrange(agreed, by=cast.nele, owners={}, note="", distinct_from=["prospect"])


def test_nobody_says_what_the_other_side_means(cast: Cast) -> None:
    made = make_term(cast)
    with pytest.raises(Denied, match="What IT means is said by IT"):
        term.edit(made, Wording(made.name, CALL, "Whatever", ()), by=cast.nele, version=1)
    with pytest.raises(Denied, match="What marketing means is said by marketing"):
        term.edit(made, Wording(made.name, "Else", "", ()), by=cast.tomas, version=1)
    with pytest.raises(Denied):
        term.create(Wording("Campaign", marketing="x y"), by=cast.tomas)
    for reader in (cast.ana, cast.finn, cast.ada, cast.sam):
        with pytest.raises(Denied):
            term.create(Wording("Campaign"), by=reader)


def test_nobody_signs_for_both_and_only_what_was_read(cast: Cast) -> None:
    proposed = propose(make_clash(cast), cast.tomas)
    read = signatures.hash_of(fresh(proposed))
    with pytest.raises(Denied, match="Only the two offices"):
        agreement.sign(proposed, by=cast.nele, content_hash=read)
    sign(proposed, cast.mara)
    with pytest.raises(Problem, match="has signed for the Marketing office already"):
        agreement.sign(proposed, by=cast.mara, content_hash=read)
    propose(proposed, cast.nele, "Other words.")
    with pytest.raises(Stale, match="nothing was signed"):
        agreement.sign(proposed, by=cast.ivo, content_hash=read)
    sign(proposed, cast.ivo)
    assert fresh(proposed).awaits == "marketing"
    agreement.withdraw(proposed, by=cast.lena)
    assert (fresh(proposed).awaits, fresh(proposed).agreed_meaning) == ("both", "Other words.")
    with pytest.raises(Problem, match="has not signed"):
        agreement.withdraw(proposed, by=cast.ivo)


def test_a_lost_race_is_told(cast: Cast) -> None:
    made = make_clash(cast)
    with pytest.raises(Stale):
        agreement.propose(made, text=BOTH, by=cast.nele, version=made.version - 1)
    said = Wording(made.name, CALL, RECORD, ("prospect",))
    with pytest.raises(Problem, match="Nothing was changed"):
        term.edit(made, said, by=cast.nele, version=made.version)


def test_one_word_leads_to_one_term(cast: Cast) -> None:
    make_term(cast, "Real time", synonyms=())
    for name, synonyms in (("real-time", ()), ("Live", ("REAL TIME",))):
        with pytest.raises(Problem, match="leads to the term “Real time” already"):
            make_term(cast, name, synonyms=synonyms)
    for nothing in ("", "  ", "…"):
        with pytest.raises(Problem):
            make_term(cast, nothing)
    assert Label.objects.count() == 1


def test_the_same_meaning_is_no_clash(cast: Cast) -> None:
    made = make_term(cast)
    said = Wording(made.name, CALL, CALL.upper(), ("prospect",))
    assert term.edit(made, said, by=cast.tomas, version=1).state == State.OPEN
    assert not fresh(made).clashes


def test_flags_and_comments_make_the_list_of_the_misunderstood(cast: Cast, as_: As) -> None:
    worse, better, calm = (
        make_term(cast),
        make_term(cast, "Campaign", synonyms=()),
        make_term(cast, "Tag", synonyms=()),
    )
    flag.put_up(worse, by=cast.nele)
    flag.put_up(worse, by=cast.ana)
    flag.put_up(better, by=cast.tomas)
    as_(cast.tomas).post(f"/comments/language.term/{worse.pk}/", {"text": "Which lead?"})
    with pytest.raises(Problem, match="already"):
        flag.put_up(worse, by=cast.nele)
    page = as_(cast.finn).get("/terms/misunderstood/").content.decode()
    assert page.index("Lead</a>") < page.index("Campaign</a>")
    assert f'href="{calm.get_absolute_url()}"' not in page
    flag.take_down(better, by=cast.tomas)
    assert "Campaign</a>" not in as_(cast.finn).get("/terms/misunderstood/").content.decode()


def test_every_step_is_one_entry_in_the_history(cast: Cast, as_: As) -> None:
    before = Entry.objects.count()
    agreed = make_agreed(cast)
    assert Entry.objects.count() - before == 5
    page = as_(cast.finn).get(f"{agreed.get_absolute_url()}?history=all").content.decode()
    told = ["brought the word “Lead” to the table", "changed what IT means", "proposed a meaning"]
    told += ["signed the meaning for the Marketing office", "; with both keys it is agreed"]
    assert [sentence for sentence in told if sentence not in page] == []


def test_primers_hang_on_anything_with_a_page(cast: Cast, as_: As) -> None:
    asked, word = make_request(cast.nele), make_term(cast)
    note = primer.write(primer.Note("What the CRM is", "system", "The **book** of names."), by=cast.ana)
    for thing in (asked, word):
        primer.attach(note, links.thing_at(thing.get_absolute_url(), cast.ana), by=cast.ana)
    assert links.primers_on(asked, cast.finn) == [note]
    assert "What the CRM is" in as_(cast.finn).get(word.get_absolute_url()).content.decode()
    assert asked.title in as_(cast.finn).get(note.get_absolute_url()).content.decode()
    assert links.primers_on(asked, cast.sam) == []
    primer.detach(note, asked, by=cast.tomas)
    assert links.primers_on(asked, cast.finn) == []
    for address in ("/people/", "/nowhere/", "https://elsewhere.example/requests/999999/", ""):
        with pytest.raises(Problem):
            links.thing_at(address, cast.ana)
    with pytest.raises(Denied):
        primer.write(primer.Note("x", "system", "y"), by=cast.finn)


def test_a_metric_shows_from_both_sides(cast: Cast, as_: As) -> None:
    """Any thing of a room above can stand for a metric: the link is all that language knows of it."""
    from lintel.language.actions import metric_link

    metric, word = make_request(cast.nele, title="Leads a week"), make_term(cast)
    metric_link.make(word, metric, by=cast.tomas)
    assert links.terms_of(metric, cast.finn) == [word]
    assert "Leads a week" in as_(cast.finn).get(word.get_absolute_url()).content.decode()
    with pytest.raises(Problem, match="linked already"):
        metric_link.make(word, metric, by=cast.tomas)
    metric_link.remove(word, metric, by=cast.tomas)
    assert links.measured_by(word, cast.finn) == []


def test_the_first_page_says_what_to_sign_and_what_to_explain(cast: Cast, as_: As) -> None:
    proposed, unsaid = propose(make_clash(cast), cast.nele), make_term(cast, "Tag", synonyms=())
    term.arrange(unsaid, by=cast.nele, owners={Office.IT: cast.tomas}, note="", distinct_from=[])
    assert "What both mean by “Lead”" in as_(cast.ivo).get("/").content.decode()
    assert "What both mean by “Lead”" in as_(cast.lena).get("/").content.decode()
    assert "What your side means" in as_(cast.tomas).get("/").content.decode()
    sign(proposed, cast.ivo)
    assert "What both mean by" not in as_(cast.ivo).get("/").content.decode()
    assert "What both mean by" in as_(cast.mara).get("/").content.decode()
    assert "What both mean by" not in as_(cast.nele).get("/").content.decode()


STEPS = st.lists(
    st.sampled_from(["edit", "propose", "mara", "ivo", "lena", "take back m", "take back i", "arrange"]),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_agreed_always_means_two_keys_of_two_people_on_these_words(cast: Cast, steps: list[str]) -> None:
    made = make_clash(cast, f"Word {Term.objects.count()}", synonyms=())
    people = {"mara": cast.mara, "ivo": cast.ivo, "lena": cast.lena}
    for number, step in enumerate(steps):
        now = fresh(made)
        try:
            if step == "edit":
                said = Wording(now.name, f"{CALL} {number}", RECORD, ())
                term.edit(now, said, by=cast.nele, version=now.version)
            elif step == "propose":
                propose(made, cast.tomas, f"{BOTH} {number}")
            elif step == "arrange":
                term.arrange(now, by=cast.nele, owners={}, note=step, distinct_from=[])
            elif step.startswith("take"):
                agreement.withdraw(now, by=cast.mara if step.endswith("m") else cast.ivo)
            else:
                sign(made, people[step])
        except Problem:
            continue
    now = fresh(made)
    keys = signatures.keys_of(now, PURPOSE)
    assert (now.state == State.AGREED) == (keys.complete and bool(now.agreed_meaning))
    assert (now.awaits == "") == keys.complete
    assert len({row.signer_id for row in keys.given.values()}) == len(keys.given)
