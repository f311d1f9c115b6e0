"""The form of a policy: what it is about, and as many conditions and fields as it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from lintel.insight.guards.vocabulary import Facts
from lintel.insight.guards.wording import EVERYTHING, ROLES, SIDES, Wording, read
from lintel.people.models import Team, User

TESTS = [
    ("in", "is one of"), ("not_in", "is none of"), ("at_least", "is at least"), ("at_most", "is at most"),
    ("begins", "begins with"), ("known", "is known"), ("unknown", "is not known"),
]  # fmt: skip
WITH = [
    ("values", "these values"), ("by_team", "values of the reader’s team"), ("team", "the reader’s team"),
    ("department", "the reader’s department"), ("specialty", "the reader’s specialty"),
    ("side", "the reader’s side"),
]  # fmt: skip
SEVERAL = "For several, hold Ctrl (⌘ on a Mac) and click, or walk with the arrows and press space."
Choices = list[Any]


def field_choices(facts: Mapping[str, Facts], *, whole: bool = False) -> Choices:
    """Fields grouped by dataset, as `dataset.field`."""
    return [
        ("", "Choose a field"),
        *(
            (
                one.label,
                [
                    *([(f"{one.name}.{EVERYTHING}", f"{one.label}: every field")] if whole else []),
                    *((f"{one.name}.{name}", f"{one.label}: {said[2]}") for name, said in one.fields.items()),
                ],
            )
            for one in sorted(facts.values(), key=lambda one: one.label)
        ),
    ]


class ConditionForm(forms.Form):
    """One test that rows must pass."""

    field = forms.ChoiceField(label="Field")
    test = forms.ChoiceField(label="Test", choices=TESTS, initial="in")
    compare = forms.ChoiceField(label="With", choices=WITH, initial="values")
    values = forms.CharField(
        label="Values",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Commas between values. By team: one line each, such as “Field sales: DE, AT”.",
    )

    def __init__(self, *args: Any, facts: Mapping[str, Facts], teams: Mapping[str, int], **options: Any):
        super().__init__(*args, **options)
        self.teams = teams
        self.fields["field"].choices = field_choices(facts)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Values by team name teams that there are."""
        said = dict(self.cleaned_data)
        if said.get("compare") == "by_team":
            said["by_team"] = self._by_team(said.get("values", ""))
        return said

    def _by_team(self, text: str) -> list[dict[str, Any]]:
        found = []
        for line in filter(None, (line.strip() for line in text.splitlines())):
            name, _, values = line.rpartition(":")
            if name.strip().lower() not in self.teams:
                self.add_error(
                    "values", f"There is no team “{name.strip() or line}”. Write “Team: value, value”."
                )
                return []
            found.append({"team": self.teams[name.strip().lower()], "values": commas(values)})
        return found

    def part(self) -> dict[str, Any]:
        """The condition as plain values."""
        said = self.cleaned_data
        dataset, _, field = said["field"].rpartition(".")
        part: dict[str, Any] = {"dataset": dataset, "field": field, "test": said["test"]}
        if said["test"] in {"known", "unknown"}:
            return part
        if said["compare"] == "values":
            return part | {"values": commas(said["values"])}
        if said["compare"] == "by_team":
            return part | {"by_team": said["by_team"]}
        return part | {"reader": said["compare"]}


class ColumnForm(forms.Form):
    """What happens to one field."""

    field = forms.ChoiceField(label="Field")
    action = forms.ChoiceField(
        label="What happens",
        choices=[("open", "is shown (a grant)"), ("mask", "is shown as one lump"), ("hide", "is hidden")],
        initial="open",
    )

    def __init__(self, *args: Any, facts: Mapping[str, Facts], **options: Any):
        super().__init__(*args, **options)
        self.fields["field"].choices = field_choices(facts, whole=True)  # type: ignore[attr-defined]

    def part(self) -> dict[str, Any]:
        """The rule as plain values."""
        dataset, _, field = self.cleaned_data["field"].rpartition(".")
        return {"dataset": dataset, "field": field, "action": self.cleaned_data["action"]}


class PolicyForm(forms.Form):
    """What stands around the conditions."""

    name = forms.CharField(label="Name", max_length=120)
    effect = forms.ChoiceField(
        label="What it does",
        choices=[
            ("grant", "Grant: allows datasets to the people it names"),
            ("restriction", "Restriction: holds back from what grants allow"),
        ],
        widget=forms.RadioSelect,
        initial="grant",
        help_text="Once a grant names a dataset, only the people of its grants can ask about it.",
    )
    why = forms.CharField(
        label="Why", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    datasets = forms.MultipleChoiceField(label="About", widget=forms.CheckboxSelectMultiple)
    sides = forms.MultipleChoiceField(
        label="Sides", required=False, choices=list(SIDES.items()), widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label="Roles", required=False, choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), label="Teams", required=False, help_text=SEVERAL
    )
    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label="People", required=False, help_text=SEVERAL
    )
    purposes = forms.MultipleChoiceField(
        label="Purposes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None means every one.",
    )
    consents = forms.MultipleChoiceField(
        label="Only customers who allowed",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For restrictions; it counts in every dataset whose rows belong to a customer.",
    )
    smallest_group = forms.IntegerField(
        label="Smallest group", required=False, min_value=1, max_value=100_000,
        help_text="Figures of fewer customers are not shown. Without a policy it is five.",
    )  # fmt: skip
    withheld = forms.BooleanField(label="Withhold these datasets altogether (a restriction)", required=False)
    ended = forms.BooleanField(
        label="End this policy",
        required=False,
        help_text="It stops counting once both offices signed the end.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def __init__(
        self,
        *args: Any,
        reader: User,
        facts: Mapping[str, Facts],
        purposes: Choices,
        uses: Choices,
        **options: Any,
    ):
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["datasets"].choices = [
            (EVERYTHING, "Every dataset, also later ones"),
            *sorted(((one.name, one.label) for one in facts.values()), key=lambda pair: pair[1]),
        ]
        fields["teams"].queryset = Team.objects.visible_to(reader)
        fields["people"].queryset = User.objects.visible_to(reader).active()
        fields["purposes"].choices = purposes
        fields["consents"].choices = uses


class _Rows(BaseFormSet):  # type: ignore[type-arg]  # of either form above
    """Rows of which empty ones are left out."""

    def parts(self) -> list[dict[str, Any]]:
        """What was filled in."""
        return [form.part() for form in self.forms if form.has_changed() and form.cleaned_data.get("field")]


CONDITIONS, COLUMNS = "conditions", "columns"


class PolicySheet:
    """The form with its rows: read from a request, checked as a whole, and turned into a wording."""

    def __init__(
        self, data: QueryDict | None, initial: Mapping[str, Any], *, reader: User, facts: Mapping[str, Facts],
        purposes: Choices, uses: Choices,
    ) -> None:  # fmt: skip
        teams = {team.name.lower(): team.pk for team in Team.objects.visible_to(reader)}
        self.more = data.get("more", "") if data else ""
        sent = _one_more(data, self.more) if data and self.more else data
        first = dict(initial)
        rows = {name: first.pop(name, []) for name in (CONDITIONS, COLUMNS)}
        self.form = PolicyForm(sent, initial=first, reader=reader, facts=facts, purposes=purposes, uses=uses)
        self.conditions: Any = formset_factory(ConditionForm, formset=_Rows, extra=1, max_num=60)(
            sent, initial=rows[CONDITIONS], prefix=CONDITIONS, form_kwargs={"facts": facts, "teams": teams}
        )
        self.columns: Any = formset_factory(ColumnForm, formset=_Rows, extra=1, max_num=60)(
            sent, initial=rows[COLUMNS], prefix=COLUMNS, form_kwargs={"facts": facts}
        )

    def is_valid(self) -> bool:
        """Everything is filled in, and the person wants to save."""
        fine = [part.is_valid() for part in (self.form, self.conditions, self.columns)]
        return all(fine) and not self.more

    def wording(self) -> Wording:
        """The policy. Errors: `Problem` at the wrong field."""
        said = self.form.cleaned_data
        return read(
            {
                "name": said["name"], "why": said["why"], "effect": said["effect"],
                "audience": {
                    "sides": said["sides"], "roles": said["roles"],
                    "teams": [team.pk for team in said["teams"]],
                    "people": [person.pk for person in said["people"]],
                },
                "purposes": said["purposes"], "datasets": said["datasets"],
                "conditions": self.conditions.parts(), "columns": self.columns.parts(),
                "consents": [
                    dict(zip(("purpose", "channel"), use.split(":"), strict=True)) for use in said["consents"]
                ],
                **{name: said[name] for name in ("smallest_group", "withheld", "ended")},
            }
        )  # fmt: skip


def first_values(wording: Wording, teams: Mapping[int, str]) -> dict[str, Any]:
    """What the form shows of a policy that is to be changed."""
    plain = wording.model_dump()
    audience = plain.pop("audience")
    return {
        **plain,
        **audience,
        "consents": [f"{one.purpose}:{one.channel}" for one in wording.consents],
        COLUMNS: [{"field": f"{one.dataset}.{one.field}", "action": one.action} for one in wording.columns],
        CONDITIONS: [
            {
                "field": f"{one.dataset}.{one.field}",
                "test": one.test,
                "compare": "by_team" if one.by_team else one.reader or "values",
                "values": ", ".join(one.values)
                or "\n".join(
                    f"{teams.get(part.team, part.team)}: {', '.join(part.values)}" for part in one.by_team
                ),
            }
            for one in wording.conditions
        ],
    }


def commas(text: str) -> list[str]:
    """One value between each two commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def _one_more(data: QueryDict, prefix: str) -> QueryDict:
    """The same form with one more empty row."""
    sent = data.copy()
    if prefix in {CONDITIONS, COLUMNS}:
        total = sent.get(f"{prefix}-TOTAL_FORMS", "0")
        sent[f"{prefix}-TOTAL_FORMS"] = str(min(int(total) + 1, 60)) if total.isdecimal() else "1"
    return sent
