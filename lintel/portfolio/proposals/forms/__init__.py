"""What the pages ask for. Forms check shape and the model's rules; actions check rights and the moment."""

from lintel.portfolio.proposals.forms.carrying import Carrying
from lintel.portfolio.proposals.forms.keys import (
    BoardMoveForm,
    ColumnChangeForm,
    ColumnForm,
    SignatureForm,
    WithdrawalForm,
)
from lintel.portfolio.proposals.forms.parts import PART_FORMS, BundleForm
from lintel.portfolio.proposals.forms.sections import SECTIONS, NewForm, SectionOwnersForm
from lintel.portfolio.proposals.forms.templates import StartForm, TemplateForm, TemplateNameForm

__all__ = [
    "PART_FORMS",
    "SECTIONS",
    "BoardMoveForm",
    "BundleForm",
    "Carrying",
    "ColumnChangeForm",
    "ColumnForm",
    "NewForm",
    "SectionOwnersForm",
    "SignatureForm",
    "StartForm",
    "TemplateForm",
    "TemplateNameForm",
    "WithdrawalForm",
    "workers",
]
