"""Guards against joining two people: conflicts between names, and clusters too large to be one person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from lintel.engines.matching.comparisons import VETO
from lintel.engines.matching.fields import Field, named

if TYPE_CHECKING:
    from splink.internals.comparison_creator import ComparisonCreator

CONFLICT = "conflict"


def conflict(fields: Sequence[Field], dialect: str = "duckdb", *, alike: Collection[str] = ()) -> str | None:
    """SQL over `_l`/`_r` columns that says: these are two people of one household, not one.

    First names that are neither alike nor swapped nor an initial, while no date of birth says otherwise. An
    address, a phone and a mailbox are what a family shares; the first name is what it does not. Of fields in
    `alike` the similarity is a column `like_<field>`, empty where both sides are equal.
    """
    kept = tuple(fields)
    given, family, birth = (named(kept, role) for role in ("given_name", "family_name", "birth_date"))
    if not given:
        return None
    g = given[0]
    similarity = "jaro_winkler_similarity" if dialect == "duckdb" else "jaro_winkler"
    unlike = [
        f"like_{g} < 0.8" if g in alike else f"{similarity}({g}_l, {g}_r) < 0.8",
        f"{g}_root_l <> {g}_root_r",
        f"not (substr({g}_l, 1, 1) = substr({g}_r, 1, 1) and (length({g}_l) = 1 or length({g}_r) = 1))",
    ]
    if family:
        f = family[0]
        unlike.append(f"({g}_l <> coalesce({f}_r, '') and {g}_r <> coalesce({f}_l, ''))")
    if birth:
        b = birth[0]
        apart = (
            f"case when {b}_l = {b}_r then 0 else like_{b} end"
            if b in alike
            else f"levenshtein({b}_l, {b}_r)"
        )
        unlike.append(f"coalesce({apart}, 9) > 1")
    # Most pairs differ in the first respect or not at all; CASE spares them the others.
    return f"case when {unlike[0]} then {' and '.join(unlike[1:])} else false end"


def veto(fields: Sequence[Field], dialect: str = "duckdb") -> ComparisonCreator | None:
    """The conflict as one more Splink comparison: no weight, or a weight nothing outweighs."""
    condition = conflict(fields, dialect)
    if condition is None:
        return None
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    none = cll.CustomLevel(
        f"not coalesce({condition}, false)", label_for_charts="no conflict", base_dialect_str=dialect
    )
    # Splink wants two levels beside "nothing to compare"; this one never happens.
    never = cll.CustomLevel("1 = 0", label_for_charts="never", base_dialect_str="duckdb")
    against = cll.ElseLevel().configure(m_probability=2.0**VETO, u_probability=1.0)
    return cl.CustomComparison(
        output_column_name=CONFLICT,
        comparison_levels=[
            none.configure(is_null_level=True),
            never.configure(m_probability=0.5, u_probability=0.5),
            against,
        ],
    )
