"""Validation at the edge; what a roadmap must hold is the actions' business."""

from lintel.portfolio.roadmaps.forms.inputs import AddForm, BudgetForm, BundlesForm, DaysForm, EntriesForm
from lintel.portfolio.roadmaps.forms.plans import (
    FrameForm,
    NameForm,
    NewForm,
    SearchForm,
    SignForm,
    WhatIfForm,
)
from lintel.portfolio.roadmaps.forms.ways import WayForm

__all__ = [
    "AddForm",
    "BudgetForm",
    "BundlesForm",
    "DaysForm",
    "EntriesForm",
    "FrameForm",
    "NameForm",
    "NewForm",
    "SearchForm",
    "SignForm",
    "WayForm",
    "WhatIfForm",
]
