"""The curve of a rule: what each owner gets by score."""

from decimal import Decimal

from django.utils.safestring import SafeString

from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.paying import pays
from lintel.ui.formats import money_text
from lintel.ui.markup import markup

WIDE, HIGH, EDGE = 320, 120, 14


def curve(rule: RewardRule, score: Decimal | None) -> SafeString:
    """The pay by score as a line, with a dot at the present score; the figures stand beside it as text."""
    top = max(rule.pays_at_stretch, Decimal(1))

    def place(at: Decimal, amount: Decimal) -> tuple[str, str]:
        x = EDGE + float(at) * (WIDE - 2 * EDGE)
        y = HIGH - EDGE - float(amount / top) * (HIGH - 2 * EDGE)
        return f"{x:.1f}", f"{y:.1f}"

    corners = [
        (Decimal(0), Decimal(0)), (rule.threshold, Decimal(0)), (rule.threshold, rule.pays_at_threshold),
        (rule.target, rule.pays_at_target), (rule.stretch, rule.pays_at_stretch),
        (Decimal(1), rule.pays_at_stretch),
    ]  # fmt: skip
    way = " ".join(
        f"{'L' if number else 'M'}{' '.join(place(*corner))}" for number, corner in enumerate(corners)
    )
    amount = pays(rule, score)
    dot: SafeString | str = ""
    if score is not None and amount is not None:
        dot = markup('<circle class="goal-dot" cx="{}" cy="{}" r="5"/>', *place(score, amount))
    said = "nothing measured" if amount is None else money_text(amount, rule.currency)
    return markup(
        '<svg class="reward-curve" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line class="goal-aim" x1="{}" x2="{}" y1="{}" y2="{}"/><path class="goal-line" d="{}"/>{}</svg>',
        WIDE, HIGH, f"Pay by score; today {said}", EDGE, WIDE - EDGE, HIGH - EDGE, HIGH - EDGE, way, dot,
    )  # fmt: skip
