"""Results as text that people read in a terminal: tables of what was chosen, found and explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log2

from lintel.engines.matching import comparisons
from lintel.engines.matching.explain import Waterfall
from lintel.engines.matching.model import Model, rules_said, shared_values
from lintel.engines.matching.outcome import Result

WIDEST = 60  # characters of a cell


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
    """Lines of an aligned table; columns numbered in `right` are aligned to the right."""
    cells = [[_cut(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    for number, row in enumerate(cells):
        padded = [
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(padded)).rstrip()
        if number == 0:
            yield "  " + "  ".join("-" * width for width in widths)


def _cut(cell: str) -> str:
    return cell if len(cell) <= WIDEST else cell[: WIDEST - 1] + "…"


def chosen(model: Model) -> Iterator[str]:
    """Everything the model chose or learnt."""
    yield f"Model {model.version}, learnt from {model.records:,} records"
    yield "\nColumns"
    columns = [(f.column.strip(), f.role.replace("_", " "), f.reason) for f in model.fields]
    yield from table(("column", "read as", "because"), columns)
    yield "\nRecords are compared when they agree on"
    blocks = [(block.words, f"{block.pairs:,}") for block in model.blocks]
    yield from table(("blocking rule", "pairs"), blocks, right=[1])
    if model.rules:
        yield "\nRecords are joined at once when they have"
        yield from (f"  {said}" for said in rules_said(model))
    yield "\nWhat an agreement says"
    yield from table(
        ("field", "agreement", "of matches", "of strangers", "bits"), list(_levels(model)), right=[2, 3, 4]
    )
    yield f"\n{shared_values(model):,} values that too many people share are no evidence,"
    yield f"nor are addresses of an office: {', '.join(model.mailboxes)}."
    yield f"Two random records match at {model.prior:+.1f} bits before anything is compared."
    yield f"Threshold {model.threshold:+.1f} bits: {model.threshold_reason}."


def _levels(model: Model) -> Iterator[tuple[str, ...]]:
    for comparison in model.comparisons:
        for level in comparison.levels:
            if level.m and level.u:
                bits = f"{log2(level.m / level.u):+.1f}"
                among = (f"{level.m:.2%}", f"{level.u:.4%}", bits)
                yield (comparison.field, comparisons.words(level), *among)


def found(result: Result) -> Iterator[str]:
    """The run in a few lines: customers, questions, changes, seconds."""
    yield from chosen(result.model)
    kinds = result.events["kind"].to_pylist()
    rows = [
        ("records", f"{result.records:,}"),
        ("customers", f"{result.customer_count:,}"),
        ("pairs compared", f"{result.pairs_compared:,}"),
        ("questions for people", f"{result.review.num_rows:,}"),
        *((f"customers: {kind}", f"{kinds.count(kind):,}") for kind in sorted(set(kinds))),
        *((f"seconds: {name}", f"{seconds:,.1f}") for name, seconds in result.seconds.items()),
    ]
    yield "\nResult"
    yield from table(("what", "how many"), rows, right=[1])


def explained(told: Waterfall) -> Iterator[str]:
    """A waterfall as a table, and its sentence."""
    yield f"{told.left} and {told.right}\n"
    rows = [("before anything is compared", "", "", "", f"{told.prior:+.1f}", "", f"{told.prior:+.1f}")]
    for step in told.steps:
        rarity = f"{step.rarity:+.1f}" if step.rarity else ""
        rows.append(
            (step.field.replace("_", " "), step.left or "–", step.right or "–", step.agreement,
             f"{step.weight:+.1f}", rarity, f"{step.total:+.1f}")
        )  # fmt: skip
    head = ("field", "one", "other", "agreement", "bits", "rarity", "sum")
    yield from table(head, rows, right=[4, 5, 6])
    yield ""
    yield told.sentence
