"""The shared language for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Status
from ninja.pagination import paginate

from lintel.audit import signatures
from lintel.audit.sides import Office
from lintel.language import api_primers, schemas, skos  # noqa: F401  # hangs on the same router
from lintel.language.actions import agreement, flag, term, vocabulary
from lintel.language.compiled import compiled
from lintel.language.doors import router
from lintel.language.exchanging import for_exchange
from lintel.language.import_fields import distinct_from
from lintel.language.keeping import PURPOSE
from lintel.language.models import Term
from lintel.language.wording import Wording
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]
OnlyState = Annotated[schemas.StateName | None, Query(description="Only those that stand there.")]


def _one(request: HttpRequest, pk: int) -> Term:
    return get_visible(for_exchange(Term.objects.visible_to(user_of(request))), pk=pk)


def _whole(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = _one(request, pk)
    keys = signatures.keys_of(found, PURPOSE)
    others = [other.pk for other in distinct_from(found)]
    return schemas.whole(found, signatures.hash_of(found), [office.value for office in keys.given], others)


def _wording(data: schemas.TermIn) -> Wording:
    return Wording(data.name, data.marketing_meaning, data.it_meaning, tuple(data.synonyms), alike=data.alike)


@router.get(
    "/terms",
    response={200: list[schemas.TermOut], **PROBLEMS},
    operation_id="list_terms",
    summary="Terms, newest first",
)
@paginate(CursorPage)
def list_terms(request: HttpRequest, state: OnlyState = None) -> Any:
    """All terms, also retired ones."""
    rows = Term.objects.visible_to(user_of(request))
    return rows.filter(state=state) if state else rows


@router.post(
    "/terms",
    response={201: schemas.TermWholeOut, **PROBLEMS},
    operation_id="create_term",
    summary="Add a term",
)
def create_term(request: HttpRequest, data: schemas.TermIn) -> Any:
    """With what one's own side means by it."""
    made = term.create(_wording(data), by=user_of(request))
    return Status(201, _whole(request, made.pk))


@router.get(
    "/terms/misunderstood",
    response={200: list[schemas.TroubleOut], **PROBLEMS},
    operation_id="list_misunderstood_terms",
    summary="Terms that were flagged or talked about, newest first",
)
@paginate(CursorPage)
def list_misunderstood(request: HttpRequest) -> Any:
    """With how often: `trouble` is flags and comments together."""
    return Term.objects.visible_to(user_of(request)).misunderstood()


@router.post(
    "/terms/check",
    response={200: schemas.WritingOut, **PROBLEMS},
    operation_id="check_text",
    summary="Which words of a text the glossary knows",
)
def check_text(request: HttpRequest, data: schemas.WritingIn) -> Any:
    """Nothing is kept. `clashes` says that both sides mean different things and have not agreed."""
    if not may_read(user_of(request)):
        raise Denied("The glossary is for people with a role.", way_out="Ask an administrator for a role.")
    found = compiled().in_text(data.text)
    return {
        "found": [
            {"spelling": said, "term": one.pk, "name": one.name, "state": one.state, "clashes": one.clashes}
            for one, said in found
        ]
    }


@router.get(
    "/terms/skos",
    response={200: str, **PROBLEMS},
    operation_id="export_skos",
    summary="All terms in use as SKOS (Turtle)",
)
def export_skos(request: HttpRequest) -> Any:
    """The file of the page, as a JSON text."""
    return skos.write(for_exchange(Term.objects.visible_to(user_of(request)).in_use()))


@router.post(
    "/terms/starter",
    response={201: schemas.VocabularyOut, **PROBLEMS},
    operation_id="seed_vocabulary",
    summary="Bring the starter vocabulary in",
)
def seed_vocabulary(request: HttpRequest) -> Any:
    """For office holders and administrators."""
    return Status(201, {"terms": len(vocabulary.seed(by=user_of(request)))})


@router.delete(
    "/terms/starter",
    response={200: schemas.VocabularyOut, **PROBLEMS},
    operation_id="unseed_vocabulary",
    summary="Take untouched starter terms out",
)
def unseed_vocabulary(request: HttpRequest) -> Any:
    """What people have worked on stays."""
    count, stayed = vocabulary.unseed(by=user_of(request))
    return {"terms": count, "stayed": stayed}


@router.get(
    "/terms/{term_id}",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="get_term",
    summary="One term",
)
def get_term(request: HttpRequest, term_id: PathId) -> Any:
    """With the hash that a signature is put to."""
    return _whole(request, term_id)


@router.put(
    "/terms/{term_id}",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="edit_term",
    summary="Change a term",
)
def edit_term(request: HttpRequest, term_id: PathId, data: schemas.TermPut) -> Any:
    """Both signatures fall away."""
    term.edit(_one(request, term_id), _wording(data), by=user_of(request), version=data.version)
    return _whole(request, term_id)


@router.put(
    "/terms/{term_id}/surroundings",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="arrange_term",
    summary="Owners, note, and what a term is not to be confused with",
)
def arrange_term(request: HttpRequest, term_id: PathId, data: schemas.SurroundingsIn) -> Any:
    """What is signed stays signed."""
    user = user_of(request)
    owners = {Office.MARKETING: _person(data.marketing_owner, user), Office.IT: _person(data.it_owner, user)}
    term.arrange(
        _one(request, term_id), by=user, owners=owners, note=data.note, distinct_from=data.distinct_from
    )
    return _whole(request, term_id)


def _person(pk: int | None, user: User) -> User | None:
    if pk is None:
        return None
    found = User.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Problem("There is no such person here.", way_out="See the list of people.")
    return found


@router.put(
    "/terms/{term_id}/meaning",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="propose_meaning",
    summary="Propose what both mean",
)
def propose_meaning(request: HttpRequest, term_id: PathId, data: schemas.MeaningIn) -> Any:
    """Both offices sign next."""
    agreement.propose(_one(request, term_id), text=data.text, by=user_of(request), version=data.version)
    return _whole(request, term_id)


@router.post(
    "/terms/{term_id}/signature",
    response={201: schemas.TermWholeOut, **PROBLEMS},
    operation_id="sign_meaning",
    summary="Sign what both mean",
)
def sign_meaning(request: HttpRequest, term_id: PathId, data: schemas.TermSignatureIn) -> Any:
    """For one's own office, exactly the words that were read."""
    agreement.sign(_one(request, term_id), by=user_of(request), content_hash=data.content_hash)
    return Status(201, _whole(request, term_id))


@router.delete(
    "/terms/{term_id}/signature",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="withdraw_term_signature",
    summary="Take one's office's key back",
)
def withdraw_term_signature(request: HttpRequest, term_id: PathId) -> Any:
    """The words stand, unsigned, in a new version."""
    agreement.withdraw(_one(request, term_id), by=user_of(request))
    return _whole(request, term_id)


@router.post(
    "/terms/{term_id}/flag",
    response={201: schemas.TermWholeOut, **PROBLEMS},
    operation_id="flag_term",
    summary="Flag a term",
)
def flag_term(request: HttpRequest, term_id: PathId) -> Any:
    """It was misunderstood."""
    flag.put_up(_one(request, term_id), by=user_of(request))
    return Status(201, _whole(request, term_id))


@router.delete(
    "/terms/{term_id}/flag",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="unflag_term",
    summary="Take a flag back",
)
def unflag_term(request: HttpRequest, term_id: PathId) -> Any:
    """One's own."""
    flag.take_down(_one(request, term_id), by=user_of(request))
    return _whole(request, term_id)


@router.post(
    "/terms/{term_id}/retirement",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="retire_term",
    summary="Take a term out of use",
)
def retire_term(request: HttpRequest, term_id: PathId) -> Any:
    """Texts no longer explain it."""
    term.retire(_one(request, term_id), by=user_of(request))
    return _whole(request, term_id)


@router.delete(
    "/terms/{term_id}/retirement",
    response={200: schemas.TermWholeOut, **PROBLEMS},
    operation_id="restore_term",
    summary="Put a term back into use",
)
def restore_term(request: HttpRequest, term_id: PathId) -> Any:
    """Texts explain it again."""
    term.restore(_one(request, term_id), by=user_of(request))
    return _whole(request, term_id)
