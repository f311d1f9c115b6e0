"""One experiment at each stage, and what is sent to its addresses."""

from pathlib import Path
from typing import Any

from django.db.models import Model

from lintel.audit.signatures import hash_of
from lintel.experiments.models import Experiment
from lintel.people.models import User
from tests.cast import Cast
from tests.experiments.makers import HYPOTHESIS, MEASURES, VARIANTS, make_concluded, make_draft, make_ready

Body = dict[str, Any]
CONCLUDED = {"outcome": "drop", "decision": "We leave it as it is.", "learning": "It made no difference."}


def things(cast: Cast, folder: Path) -> dict[str, Model]:
    """The samples; the units of the analysed one come through the importer."""
    folder.mkdir(exist_ok=True)
    concluded = make_concluded(cast, folder, units=120)
    draft = make_draft(cast)
    return {
        "experiment": Experiment.objects.get(pk=draft.pk),
        "ready experiment": make_ready(cast),
        "analysed experiment": Experiment.objects.get(pk=concluded.experiment_id),
        "chart of an experiment": concluded.experiment,
        "thread of an experiment": draft,
    }


def forms(found: dict[str, Model]) -> dict[str, Body]:
    """What is sent to the pages."""
    draft, ended = found["experiment"], found["analysed experiment"]
    sets = {"variants-TOTAL_FORMS": 0, "variants-INITIAL_FORMS": 0, "measures-TOTAL_FORMS": 0,
            "measures-INITIAL_FORMS": 0}  # fmt: skip
    return {
        "experiments:new": HYPOTHESIS,
        "experiments:plan": {**HYPOTHESIS, "version": 2, "alpha": 0.05, "power": 0.8, **sets},
        "experiments:agreement": {"content_hash": hash_of(draft)},
        "experiments:analyses": {"final": "yes"},
        "experiments:conclusion": CONCLUDED,
        "experiments:conclusion-agreement": {"content_hash": hash_of(ended.conclusion)},  # type: ignore[attr-defined]
        "experiments:links": {"proposal": found["draft"].pk},
    }


def operations(found: dict[str, Model]) -> dict[str, Body]:
    """What is sent to the API."""
    pages = forms(found)
    plan = {**HYPOTHESIS, "version": 2, "variants": VARIANTS, "measures": MEASURES}
    return {
        "create_experiment": HYPOTHESIS,
        "plan_experiment": plan,
        "agree_to_plan": pages["experiments:agreement"],
        "analyse_experiment": {"final": True},
        "write_conclusion": CONCLUDED,
        "agree_to_conclusion": pages["experiments:conclusion-agreement"],
        "link_experiment": {"proposal_id": found["draft"].pk},
    }


def fill(reader: User, numbers: range) -> None:
    """Many drafts of one owner, and as many that taught something."""
    words: Body = {"change": "do it", "expected": "more", "reason": "so", "marketing_owner": reader}
    done: Body = {"state": "decided", "outcome": "ship", "learning": "It works."}
    drafts = [Experiment(title=f"Experiment {n}", **words) for n in numbers]
    decided = [Experiment(title=f"Finished {n}", **words, **done) for n in numbers]
    Experiment.objects.bulk_create([*drafts, *decided], batch_size=500)
