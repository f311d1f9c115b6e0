"""One of each thing of the shared language, and what is sent to its addresses."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from lintel.audit.models import Link, type_label
from lintel.audit.signatures import hash_of
from lintel.language import bringing
from lintel.language.actions import flag, metric_link, primer
from lintel.language.models import Glossary, Label, Primer, State, Term
from lintel.language.wording import Wording
from lintel.people.models import Comment, User
from tests.cast import Cast
from tests.language.makers import fresh, make_clash, make_term, propose, sign

Body = dict[str, Any]
SKOS = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x:tag> a skos:Concept ; skos:prefLabel "Tag" ."""
NOTE = {"title": "What a CDP is", "subject": "system", "text": "It knows who is who."}


def things(cast: Cast, request: Model) -> dict[str, Model]:
    """The samples; the words are such that no other sample's text holds them."""
    word = make_clash(cast, "Syzygy", synonyms=())
    proposed = propose(make_clash(cast, "Quincunx", synonyms=()), cast.nele)
    signed = sign(propose(make_clash(cast, "Zeugma", synonyms=()), cast.nele), cast.ivo)
    flagged = make_term(cast, "Litotes", synonyms=())
    flag.put_up(flagged, by=cast.nele)
    metric_link.make(flagged, request, by=cast.nele)
    hung = primer.write(primer.Note("Words", "practice", "Say it plainly."), by=cast.ana)
    primer.attach(hung, word, by=cast.ana)
    bringing.make([bringing.Brought(Wording("Tmesis"))], by=None, starter=True)
    return {
        "term": word,
        "proposed term": fresh(proposed),
        "term signed by IT": fresh(signed),
        "term flagged by Nele": fresh(flagged),
        "primer": hung,
        "attached primer": hung,
    }


def fill(people: list[User], primer_: Model, numbers: range) -> None:
    """Terms in every state with their spellings, flags and comments, and primers, in bulk."""
    states = list(State)
    terms = Term.objects.bulk_create(
        Term(
            uri=f"urn:filled:{n}", name=f"Zzword {n}", marketing_meaning="One.", it_meaning="Two.",
            agreed_meaning="Both.", state=states[n % 5], awaits="both", flag_count=n % 3,
            marketing_owner=person, it_owner=person,
        )
        for n, person in zip(numbers, people, strict=True)
    )  # fmt: skip
    Label.objects.bulk_create(Label(term=each, text=each.name, folded=each.name.lower()) for each in terms)
    Comment.objects.bulk_create(
        Comment(object_type="language.term", object_id=str(each.pk), author=person, text="Which?")
        for each, person in zip(terms, people, strict=True)
    )
    Primer.objects.bulk_create(
        Primer(title=f"Primer {n}", subject="system", text="x", written_by=person)
        for n, person in zip(numbers, people, strict=True)
    )
    Link.objects.bulk_create(
        Link(from_type="language.primer", from_id=str(primer_.pk), kind="explains",
             to_type="language.term", to_id=str(each.pk))
        for each in terms[:500]
    )  # fmt: skip
    Glossary.objects.update(stamp=str(numbers))


def forms(samples: dict[str, Model]) -> dict[str, Body]:
    """What is sent to the addresses."""
    term = samples["term"]
    word = Term.objects.get(pk=term.pk)
    said = {"name": "Syzygies", "marketing_meaning": word.marketing_meaning, "it_meaning": word.it_meaning}
    return {
        "language:new": {"name": "Apricity"},
        "language:edit": {**said, "version": word.version},
        "language:surroundings": {"note": "In the sky.", "distinct_from": "Zeugma"},
        "language:agreement": {"agreed_meaning": "Three in a line.", "version": word.version},
        "language:signature": {"content_hash": hash_of(Term.objects.get(pk=samples["proposed term"].pk))},
        "language:metrics": {"metric": f"{type_label(samples['request'])}:{samples['request'].pk}"},
        "language:check": {"description": "A syzygy."},
        "language:skos-import": {"file": SimpleUploadedFile("words.ttl", SKOS)},
        "language:new-primer": NOTE,
        "language:edit-primer": {**NOTE, "version": 1},
        "language:attachments": {"thing": samples["request"].get_absolute_url()},  # type: ignore[attr-defined]
        "language:flag term flagged by Nele": {"flag": "back"},
    }


def json(samples: dict[str, Model]) -> dict[str, Body]:
    """What is sent to the operations."""
    word = Term.objects.get(pk=samples["term"].pk)
    said = {"name": "Syzygies", "marketing_meaning": word.marketing_meaning, "it_meaning": word.it_meaning}
    return {
        "create_term": {"name": "Apricity"},
        "edit_term": {**said, "version": word.version},
        "arrange_term": {"note": "In the sky."},
        "propose_meaning": {"text": "Three in a line.", "version": word.version},
        "sign_meaning": {"content_hash": hash_of(Term.objects.get(pk=samples["proposed term"].pk))},
        "check_text": {"text": "A syzygy."},
        "write_primer": NOTE,
        "edit_primer": {**NOTE, "version": 1},
        "attach_primer": {"thing": samples["request"].get_absolute_url()},  # type: ignore[attr-defined]
    }
