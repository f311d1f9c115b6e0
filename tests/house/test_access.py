"""Every address × every method × everybody: a stranger, the wrong side, an expired delegate get nowhere."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase

from tests.cast import Cast
from tests.house import bodies
from tests.house.rights import NOBODY, OPERATIONS, PAGES, Operation, Page
from tests.house.samples import Samples, make_samples, make_token
from tests.house.walking import METHODS, Caller, House, address, operations, page_names, signed_in

DONE = {200, 201, 204, 302}
ALLOWED = DONE | {400, 409, 422}
REFUSED = {403, 404}
UNKNOWN = {401, *REFUSED}
NOT_OFFERED = {405, *REFUSED}


@pytest.fixture
def samples(cast: Cast, tmp_path: Path, settings: Any) -> Samples:
    """One of each thing; files are kept in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.WAREHOUSE = str(tmp_path / "warehouse")
    return make_samples(cast, tmp_path)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of refusals are the point here; none of them needs a line in the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def callers(cast: Cast) -> list[Caller]:
    """The cast with a session each, and a visitor."""
    return [*(signed_in(name, user) for name, user in cast), Caller("visitor")]


def test_every_address_stands_in_the_table() -> None:
    listed = {page.name for page in PAGES}
    assert (page_names() - listed, listed - page_names()) == (set(), set())
    listed = {operation.name for operation in OPERATIONS}
    assert (set(operations()) - listed, listed - set(operations())) == (set(), set())


def test_nobody_gets_further_on_pages_than_the_table_says(samples: Samples, callers: list[Caller]) -> None:
    house, forms, wrong, seen = House(), bodies.for_pages(samples), [], set()
    for page in PAGES:
        url = address(page.name, samples.args(page.on))
        if found := bodies.query(samples, page.name):
            url += "?" + "&".join(f"{name}={value}" for name, value in found.items())
        body = forms.get(f"{page.name} {page.on}", forms.get(page.name))
        statuses = defaultdict(set)
        methods = ("GET", "POST") if page.name in seen else METHODS
        seen.add(page.name)
        for method, caller in product(methods, callers):
            response = house.ask(caller, method, url, body if method == "POST" else None)
            statuses[method].add(response.status_code)
            if fault := _fault_of_page(page, method, caller, response):
                wrong.append(f"{method} {page.name} ({page.on}) as {caller.name}: {fault}")
        wrong += _never_done(f"POST {page.name} ({page.on})", page.write, statuses["POST"])
    assert not wrong, "\n".join(wrong)


def test_nobody_gets_further_in_the_api_than_the_table_says(samples: Samples, callers: list[Caller]) -> None:
    house, sent, wrong = House(), bodies.for_operations(samples), []
    make_token(samples.cast.mara, "narrow", [])
    callers = [*callers, Caller("a token without scopes", token="narrow")]
    known = operations()
    offered = {(method, path) for method, path in known.values()}
    for operation in OPERATIONS:
        own, path = known[operation.name]
        args = iter(samples.args(operation.on))
        url = re.sub(r"{\w+}", lambda _, args=args: str(next(args)), path)
        body = sent.get(f"{operation.name} {operation.on}", sent.get(operation.name))
        statuses = set()
        methods = [own, *(method for method in METHODS if (method, path) not in offered)]
        offered |= {(method, path) for method in methods}  # the others are asked once per path
        for method, caller in product(methods, callers):
            response = house.ask(caller, method, url, body if method == own else None)
            if method == own:
                statuses.add(response.status_code)
            if fault := _fault_of_operation(operation, method == own, caller, response):
                wrong.append(f"{method} {operation.name} ({operation.on}) as {caller.name}: {fault}")
        wrong += _never_done(f"{own} {operation.name} ({operation.on})", operation.by, statuses)
    assert not wrong, "\n".join(wrong)


def _fault_of_page(page: Page, method: str, caller: Caller, response: HttpResponseBase) -> str:
    rights = {"GET": page.read, "POST": page.write}.get(method)
    to_sign_in = response.get("Location", "").startswith("/accounts/login/")
    if rights is None:
        fine = response.status_code in NOT_OFFERED or to_sign_in
    elif caller.name == "visitor" and caller.name not in rights:
        fine = response.status_code in REFUSED or to_sign_in
    elif caller.name in rights:
        signs_out = page.name == "account_logout"
        fine = response.status_code in ALLOWED and (signs_out or not to_sign_in)
    else:
        fine = response.status_code in REFUSED
    return "" if fine else f"{response.status_code} {response.get('Location', '')}"


def _fault_of_operation(
    operation: Operation, is_own: bool, caller: Caller, response: HttpResponseBase
) -> str:
    if not is_own:
        fine = response.status_code in NOT_OFFERED | {HTTPStatus.UNAUTHORIZED}
    elif caller.name in operation.by:
        fine = response.status_code in ALLOWED - {302}
    elif caller.name == "visitor":
        fine = response.status_code == HTTPStatus.UNAUTHORIZED
    else:
        fine = response.status_code in REFUSED
    return "" if fine else f"{response.status_code} {getattr(response, 'content', b'')[:200]!r}"


# What asks for a certain moment, which the samples do not show; the rooms' own tests do.
WITHOUT_SUCCESS = {
    "POST people:mentions ()",
    "DELETE take_voice_back (request)",
    "POST alignment:new ()",  # a round is open
    "POST open_round ()",
}


def _never_done(name: str, rights: frozenset[str] | None, statuses: set[int]) -> list[str]:
    """A body that nobody succeeds with would prove nothing about those who are refused."""
    if not rights or statuses & DONE or name in WITHOUT_SUCCESS:
        return []
    return [f"{name}: nobody succeeds ({sorted(statuses)})"]


def test_the_table_knows_only_the_cast(callers: list[Caller]) -> None:
    names = {caller.name for caller in callers}
    named = {group for page in PAGES for group in (page.read or NOBODY) | (page.write or NOBODY)}
    named |= {name for operation in OPERATIONS for name in operation.by}
    assert named <= names
