"""How estimates came true, in sentences: with the caveat that few estimates say little."""

from collections.abc import Iterable

from lintel.portfolio.outcomes.estimating import BENEFIT, DAYS, MONEY, Record

NEAR = 0.05  # a ratio within 5 % of 1 is called right
WORDS = {
    DAYS: ("took {ratio} × the days that were likely", "took about the days that were likely"),
    MONEY: ("cost {ratio} × what was planned", "cost about what was planned"),
    BENEFIT: ("brought {ratio} × what was likely", "brought about what was likely"),
}
FEW = 20


def sentence(record: Record) -> str:
    """What the last estimates came to, or that there are too few."""
    told = record.told
    if told is None:
        many = f"{record.count} estimate" + ("" if record.count == 1 else "s")
        return f"{many}: too few to say anything; it takes five."
    other, same = WORDS[record.kind]
    words = same if abs(told.ratio - 1) <= NEAR else other.format(ratio=f"{told.ratio:.1f}")
    said = [f"In the middle, the last {told.count} {words}."]
    if record.ranged:
        held = round(told.inside * told.count)
        said.append(
            f"{held} of {told.count} lay within their range, {told.above} above and {told.below} below."
        )
        if told.count < FEW:
            low, high = (f"{100 * one:.0f} %" for one in (told.inside_low, told.inside_high))
            said.append(f"So few leave it open whether {low} or {high} of all would.")
    return " ".join(said)


def advice(records: Iterable[Record]) -> list[str]:
    """What to bear in mind when the next estimate is written; only what is known of enough estimates."""
    said = []
    for one in records:
        told = one.told
        if told is None:
            continue
        text = f"{one.name}: {sentence(one)}"
        wide = one.ranged and told.inside_high < told.level
        if wide:
            text += " Write the ranges wider."
        said.append(text)
    return said
