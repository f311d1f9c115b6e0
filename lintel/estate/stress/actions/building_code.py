"""The building code: rules proposed and taken out, and both offices' keys to an edition."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.models import ChainHead
from lintel.audit.verification import signature_facts
from lintel.estate.inventory.keeping import checked, filled
from lintel.estate.inventory.models import Kind
from lintel.estate.stress.actions import inspection
from lintel.estate.stress.models import AGREE, Awaits, BuildingCode, Rule, RuleKind
from lintel.estate.stress.rules import require_tester
from lintel.people import signing
from lintel.people.models import User
from lintel.ui.problems import Problem, Stale

FIELDS = ("sentence", "kind", "element", "data", "any_of", "limit", "scenario_title", "storm")
MOST_RULES = 40
NEEDED: dict[str, tuple[str, ...]] = {
    RuleKind.SURVIVES: ("element", "any_of"), RuleKind.AVAILABILITY: ("element", "limit"),
    RuleKind.SINGLE_POINTS: ("element", "limit"), RuleKind.LOSS: ("limit", "storm"),
    RuleKind.HEADROOM: ("limit",), RuleKind.UNREACHED: ("data", "storm"),
}  # fmt: skip
_ASKED = {
    "element": "Choose what it is about.", "any_of": "Choose what may be out.", "limit": "Write the limit.",
    "storm": "Choose a scenario.", "data": "Choose the data class.",
}  # fmt: skip


@audited("code.rule-added", says="proposed for edition {edition}: {rule}")
def add_rule(entry: Draft, values: Mapping[str, Any], *, seen: int, by: User) -> Rule:
    """Propose one more rule: for the edition being written, or for a new one made of the rules in force.

    `seen` is the version of that edition that was read, 0 where there is none. Signatures on it fall away.
    """
    require_tester(by)
    code = _open(seen, by)
    if code.rules.count() >= MOST_RULES:
        raise Problem(f"An edition has at most {MOST_RULES} rules.", way_out="Take one out first.")
    rule = Rule(code=code, place=code.rules.count() + 1)
    filled(rule, values, FIELDS)
    _refuse_misfit(rule)
    checked(rule).save()
    _changed(code, by)
    entry.about(code, rule=rule.sentence, edition=code.edition)
    return rule


@audited("code.rule-removed", says="proposed to drop from edition {edition}: {rule}")
def remove_rule(entry: Draft, rule: Rule, *, seen: int, by: User) -> BuildingCode:
    """Propose an edition without this rule, which may be one of the edition in force."""
    require_tester(by)
    code = _open(seen, by)
    found = code.rules.filter(sentence=rule.sentence)
    if not found:
        raise Stale("This rule is no longer in the edition.", way_out="Read it again.")
    found.delete()
    _changed(code, by)
    entry.about(code, rule=rule.sentence, edition=code.edition)
    return code


@audited("code.signed", says="signed edition {edition} of the building code for the {office}{decided}")
def sign(entry: Draft, code: BuildingCode, *, by: User, content_hash: str) -> BuildingCode:
    """Put one office's key to exactly the rules that were read; with the second one they are in force."""
    key = signing.key_for(by)
    fresh = BuildingCode.objects.select_for_update().get(pk=code.pk)
    if not fresh.rules.exists():
        raise Problem("There is no rule in it.", way_out="Propose one first.")
    put = signing.put_key(fresh, AGREE, key, by=by, content_hash=content_hash, what="this edition")
    complete = put.keys.complete
    fresh.awaits = put.keys.awaits
    fresh.in_force_at = put.signature.at if complete else None
    fresh.save(update_fields=["awaits", "in_force_at"])
    decided = "; with both keys it is in force" if complete else ""
    facts = signature_facts(put.signature)
    entry.about(fresh, edition=fresh.edition, office=key.office.label, decided=decided, signature=facts)
    if complete:
        entry.afterwards(lambda: inspection.order(by=None))
    return fresh


def _open(seen: int, by: User) -> BuildingCode:
    """The edition being written, or a new one with the rules in force; locked until the end."""
    ChainHead.objects.select_for_update().filter(pk=1).first()  # two that begin one at once queue here
    code = BuildingCode.objects.open()
    if (code.version if code else 0) != seen:
        raise Stale(
            "Somebody changed the proposed rules while you were writing.",
            way_out="Read them, then say yours again.",
        )
    if code is not None:
        return code
    last = BuildingCode.objects.in_force()
    code = BuildingCode.objects.create(edition=last.edition + 1 if last else 1, changed_by=by, version=1)
    for rule in last.rules.all() if last else []:
        rule.pk, rule._state.adding, rule.code = None, True, code
        rule.save()
    return code


def _changed(code: BuildingCode, by: User) -> None:
    """The next version, which nobody has signed yet."""
    code.version += 1
    code.awaits, code.changed_at, code.changed_by = Awaits.BOTH, timezone.now(), by
    code.save()


def _refuse_misfit(rule: Rule) -> None:
    needed = NEEDED.get(rule.kind)
    if needed is None:
        raise Problem("There is no such rule.", way_out="Choose what it asks.", field="kind")
    for name in needed:
        value = getattr(rule, name)
        if value in (None, "", {}):
            raise Problem("This rule does not say enough.", way_out=_ASKED[name], field=_field(name))
    if rule.element_id and rule.element and rule.element.kind not in (
        Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM
    ):  # fmt: skip
        raise Problem(
            f"“{rule.element.name}” does not do anything by itself.",
            way_out="Choose a touchpoint, capability or system.",
            field="element",
        )
    if rule.kind == RuleKind.SURVIVES and rule.any_of not in (Kind.VENDOR, Kind.REGION, Kind.SYSTEM):
        raise Problem("It is not said what may be out.", way_out=_ASKED["any_of"], field="any_of")
    if rule.kind == RuleKind.UNREACHED and not rule.storm.get("broken_into"):
        raise Problem(
            "Nothing is broken into in this scenario.", way_out="Choose one in which something is.",
            field="scenario",
        )  # fmt: skip
    if rule.data_id and rule.data and rule.data.kind != Kind.DATA:
        raise Problem(f"“{rule.data.name}” is no data class.", way_out=_ASKED["data"], field="data")
    if rule.kind == RuleKind.AVAILABILITY and rule.limit is not None and rule.limit > 100:
        raise Problem("Nothing works more than 100 % of the time.", field="limit")


def _field(name: str) -> str:
    return "scenario" if name == "storm" else name
