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
    "WhatIfForm",
]
