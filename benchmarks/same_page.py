"""Charter, language, goals and alignment with 1,000 goals, 2,000 expectations, 2,000 words, 300 people.

Prints, in one run: what reading the radar's rows costs without any detector (the reference), what the look
costs with every detector, and with keeping its findings, all new and all known; then each page of these
rooms for 8 readers at once. The aim is two seconds for the look and 200 ms for 95 of 100 answers of each
page. A measurement, not a test.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.pages import READERS, REFERENCE, TARGET_MS, measure
from benchmarks.serving import ROOT, empty_house, environment, machine, served

AIM = 2.0


def main() -> None:
    """Fill a house, look over it, serve it, and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", type=int, default=1_000)
    parser.add_argument("--terms", type=int, default=2_000)
    parser.add_argument("--expectations", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reads", type=int, default=15, help="reads of each page by each reader")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(inside(options)))
        return
    with empty_house() as folder:
        words = [sys.executable, "-m", "benchmarks.same_page", "--inside", *sys.argv[1:]]
        said = subprocess.run(words, env=environment(folder), cwd=ROOT, check=True, stdout=subprocess.PIPE)
        found = json.loads(said.stdout.decode().splitlines()[-1])
        report(found)
        with served(folder, REFERENCE) as port:
            paths = [REFERENCE, *found["pages"]]
            report_pages({path: measure(port, path, found["cookie"], options.reads) for path in paths})


def inside(options: argparse.Namespace) -> dict[str, Any]:
    """Fill the house of this process and look over it; the figures, and what the pages need."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintel.config.settings")
    import django

    django.setup()
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from benchmarks.filling.goals import fill_goals
    from benchmarks.filling.people import fill_people
    from benchmarks.filling.proposals import fill_proposals
    from benchmarks.filling.texts import Writer
    from lintel.charter.expectations.models import Expectation
    from lintel.goals.objectives.models import Goal
    from lintel.goals.radar.actions import scan
    from lintel.goals.radar.ground import gather
    from lintel.goals.radar.models import Finding, MetricTension
    from lintel.goals.radar.seeing import see
    from lintel.goals.rewards.models import RewardRule
    from lintel.language.models import Term

    write = Writer(7)
    users = fill_people(write)
    fill_goals(write, users, options.goals, options.terms, options.expectations)
    fill_proposals(write, users, 500, timezone.now())
    today = timezone.localdate()

    def read() -> object:
        return gather(today)

    def look() -> object:
        return see(today)

    reverse("radar:findings")  # once, so that loading every address is not counted
    slowest = slow_detectors(gather(today))
    first = spent(lambda: scan.take(by=None))
    known = [spent(lambda: scan.take(by=None)) for _ in range(options.rounds)]
    client = Client()
    client.force_login(users[0], backend="allauth.account.auth_backends.AuthenticationBackend")
    longest = max(Finding.objects.standing(), key=lambda row: len(row.evidence))
    base = "/goals/radar/"
    goal, rewarded = Goal.objects.latest("pk").pk, RewardRule.objects.latest("pk").goal_id
    expectation, term = Expectation.objects.latest("pk").pk, Term.objects.latest("pk").pk
    return {
        "read": median(spent(read) for _ in range(options.rounds)),
        "look": median(spent(look) for _ in range(options.rounds)),
        "first": first,
        "again": median(known),
        "findings": Finding.objects.standing().count(),
        "slowest": slowest,
        "cookie": f"sessionid={client.cookies['sessionid'].value}",
        "pages": [
            base, f"{base}?page=3", f"{base}?severity=3", f"{base}?mine=me", f"{base}?state=any&sort=summary",
            f"{base}?q=metric", f"{base}findings/{longest.pk}/", f"{base}findings/{longest.pk}/snooze/",
            f"{base}detectors/", f"{base}looks/", f"{base}tensions/", f"{base}tensions/new/",
            f"{base}tensions/{MetricTension.objects.earliest('pk').pk}/", "/api/v1/radar/findings", "/",
            "/goals/", "/goals/?page=20", "/goals/?q=shop&sort=-score", f"/goals/{goal}/",
            f"/goals/{goal}/edit/", "/goals/key-results/", "/goals/cascade/", "/goals/rewards/",
            f"/goals/{rewarded}/reward/", "/api/v1/goals",
            "/expectations/", "/expectations/?page=40", "/expectations/?q=the&state=accepted",
            f"/expectations/{expectation}/", "/expectations/new/", "/scorecard/", "/concerns/",
            "/disparities/", "/vision/", "/api/v1/expectations",
            "/terms/", "/terms/?page=40", "/terms/?q=data", f"/terms/{term}/", "/terms/misunderstood/",
            "/primers/", "/api/v1/terms", "/alignment/", "/people/",
        ],
    }  # fmt: skip


def slow_detectors(ground: Any) -> list[tuple[str, float, int]]:
    """Seconds and findings of each detector by itself, the slowest first."""
    from lintel.goals.radar.registry import detectors

    found = []
    for one in detectors():
        began = time.process_time()
        number = sum(1 for _ in one.find(ground))
        found.append((one.key, time.process_time() - began, number))
    return sorted(found, key=lambda row: -row[1])


def spent(act: Callable[[], object]) -> float:
    """Seconds of the processor, so that a busy machine counts less; nothing here waits for anybody."""
    began = time.process_time()
    act()
    return time.process_time() - began


def report(found: dict[str, Any]) -> None:
    """The look, each line as a ratio to merely reading the rows."""
    print(machine())
    print(f"\n{found['findings']:,} findings\n\n| | processor s | × reading | within {AIM:.0f} s |")
    print("|---|---:|---:|---|")
    names = {
        "read": "reading every row that is looked at",
        "look": "every detector over them",
        "first": "a look with all findings new, kept",
        "again": "a look with all findings known, kept",
    }
    for name, said in names.items():
        seconds = found[name]
        verdict = "yes" if seconds <= AIM else "NO"
        print(f"| {said} | {seconds:.2f} | {seconds / found['read']:.1f} | {verdict} |")
    print("\n| slowest detectors | ms | findings |\n|---|---:|---:|")
    for key, seconds, number in found["slowest"][:6]:
        print(f"| {key} | {seconds * 1000:.0f} | {number:,} |")


def report_pages(results: dict[str, Any]) -> None:
    """The pages, each as a ratio to the sign-in page of the same run."""
    reference = results[REFERENCE]["p95"]
    print(f"\n| page, {READERS} readers at once | p50 ms | p95 ms | × sign-in | within {TARGET_MS} ms |")
    print("|---|---:|---:|---:|---|")
    for path, figures in results.items():
        verdict = "yes" if figures["p95"] <= TARGET_MS else "NO"
        odd = "" if figures["statuses"] == [200] else f" answers {figures['statuses']}"
        times = f"{figures['p50']:.0f} | {figures['p95']:.0f} | {figures['p95'] / reference:.1f}"
        print(f"| `{path}` | {times} | {verdict}{odd} |")


if __name__ == "__main__":
    main()
