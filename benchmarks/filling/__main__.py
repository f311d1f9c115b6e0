"""`python -m benchmarks.filling REQUESTS PROPOSALS` fills the house at LINTEL_DATA_DIR.

The last line printed is JSON: the cookie of a signed-in office holder, and the ids of the two longest pages.
"""

import argparse
import json
import os

import django


def main() -> None:
    """Fill it, in one order and with one seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requests", type=int)
    parser.add_argument("proposals", type=int)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintel.config.settings")
    django.setup()
    print(json.dumps(fill(options.requests, options.proposals, options.seed)))


def fill(requests: int, proposals: int, seed: int) -> dict[str, object]:
    """Everything; returns the cookie and the ids."""
    from django.test import Client
    from django.utils import timezone

    from benchmarks.filling.people import fill_people
    from benchmarks.filling.proposals import fill_proposals
    from benchmarks.filling.requests import fill_requests
    from benchmarks.filling.talk import fill_comments, fill_imports, fill_ledger
    from benchmarks.filling.texts import Writer
    from lintel.intake.actions import request_type
    from lintel.intake.models import Request
    from lintel.portfolio.proposals.models import Proposal

    write, now = Writer(seed), timezone.now()
    request_type.install_defaults(by=None)
    users = fill_people(write)
    request = fill_requests(write, users, requests, now)
    proposal = fill_proposals(write, users, proposals, now)
    long_ones = [Request.objects.get(pk=request), Proposal.objects.get(pk=proposal)]
    things = [*Request.objects.order_by("-pk")[: requests // 20], *Proposal.objects.all()[: proposals // 5]]
    fill_comments(write, users, [*things, *long_ones * 20], now)
    fill_ledger(write, users, [*things, *long_ones * 40], now)
    fill_imports(users, 300)
    client = Client()
    client.force_login(users[0], backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    return {"cookie": cookie, "ids": {"request": request, "proposal": proposal}}


if __name__ == "__main__":
    main()
