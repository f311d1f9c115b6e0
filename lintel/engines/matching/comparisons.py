"""How two values of a field are compared: levels from equal to different, in words no database owns.

The same levels become Splink comparisons on DuckDB and on Spark, lines of the model file, and sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as column
from typing import TYPE_CHECKING, Any, Literal

from lintel.engines.matching.fields import Field, Role, named

if TYPE_CHECKING:
    from splink.internals.comparison_creator import ComparisonCreator
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

Kind = Literal[
    "exact", "nickname", "initial", "swapped", "turned_date", "levenshtein", "jaro_winkler", "else"
]

# Where agreement on a rare value says more than agreement on a common one.
FREQUENCY_ROLES: frozenset[Role] = frozenset(
    {"given_name", "family_name", "email", "phone", "street", "city", "postcode", "company", "identifier"}
)
VETO = -240.0  # match weight (bits) of a conflict: more than any agreement can outweigh
ENDS: dict[Role, tuple[int, int]] = {"email": (6, 12), "phone": (6, 6)}  # characters at both ends
FUNCTIONS: dict[str, str] = {"jaro_winkler": "jaro_winkler_similarity", "levenshtein": "levenshtein"}


@dataclass(frozen=True)
class Level:
    """One step of agreement. `m`: how often matches show it, `u`: how often strangers do."""

    kind: Kind
    limit: float = 0.0
    m: float | None = None
    u: float | None = None


@dataclass(frozen=True)
class Comparison:
    """One field with its levels, best first; `other` is the second column of a swap."""

    field: str
    role: Role
    levels: tuple[Level, ...]
    other: str = ""
    frequencies: bool = False
    frequency_weight: float = column(default=1.0)


LEVELS: dict[Role, tuple[Level, ...]] = {
    "given_name": (
        Level("exact"), Level("nickname"), Level("swapped"), Level("initial"),
        Level("jaro_winkler", 0.9), Level("jaro_winkler", 0.8), Level("else"),
    ),
    "family_name": (
        Level("exact"), Level("swapped"),
        Level("jaro_winkler", 0.9), Level("jaro_winkler", 0.8), Level("else"),
    ),
    "birth_date": (
        Level("exact"), Level("turned_date"), Level("levenshtein", 1), Level("levenshtein", 2), Level("else"),
    ),
    "email": (Level("exact"), Level("levenshtein", 1), Level("else")),
    "phone": (Level("exact"), Level("levenshtein", 1), Level("else")),
    "identifier": (Level("exact"), Level("levenshtein", 1), Level("else")),
    "postcode": (Level("exact"), Level("levenshtein", 1), Level("else")),
    "house_number": (Level("exact"), Level("levenshtein", 1), Level("else")),
    "street": (Level("exact"), Level("jaro_winkler", 0.9), Level("jaro_winkler", 0.8), Level("else")),
    "city": (Level("exact"), Level("jaro_winkler", 0.88), Level("else")),
    "company": (Level("exact"), Level("jaro_winkler", 0.9), Level("else")),
    "region": (Level("exact"), Level("else")),
    "category": (Level("exact"), Level("else")),
}  # fmt: skip


def choose(fields: Sequence[Field]) -> tuple[Comparison, ...]:
    """The comparisons for these (split) fields; swapped names are looked for where both names exist."""
    kept = tuple(fields)
    given, family = named(kept, "given_name"), named(kept, "family_name")
    result = []
    for item in kept:
        levels, other = LEVELS[item.role], ""
        if given and family and item.name in (given[0], family[0]):
            other = family[0] if item.name == given[0] else given[0]
        else:
            levels = tuple(level for level in levels if level.kind != "swapped")
        result.append(Comparison(item.name, item.role, levels, other, item.role in FREQUENCY_ROLES))
    return tuple(result)


def creator(comparison: Comparison, *, frequencies: bool = True) -> ComparisonCreator:
    """The Splink comparison, for whichever database the linker speaks to."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    null: Any = cll.NullLevel(comparison.field)
    levels = [null, *(_level(comparison, level, frequencies=frequencies) for level in comparison.levels)]
    return cl.CustomComparison(output_column_name=comparison.field, comparison_levels=levels)


def _level(comparison: Comparison, level: Level, *, frequencies: bool) -> ComparisonLevelCreator:
    import splink.comparison_level_library as cll

    name = comparison.field
    made: ComparisonLevelCreator
    if level.kind == "exact":
        made = cll.ExactMatchLevel(name)
    elif level.kind == "levenshtein":
        made = cll.LevenshteinLevel(name, int(level.limit))
        if comparison.role == "email":
            made = cll.And(cll.CustomLevel(_same_end(name), base_dialect_str="duckdb"), made)
            made.configure(label_for_charts=words(level))
    elif level.kind == "jaro_winkler":
        made = cll.JaroWinklerLevel(name, level.limit)
    elif level.kind == "else":
        made = cll.ElseLevel()
    else:
        made = cll.CustomLevel(
            _condition(comparison, level), label_for_charts=words(level), base_dialect_str="duckdb"
        )
    options: dict[str, Any] = {}
    if level.m is not None and level.u is not None:
        options |= {"m_probability": level.m, "u_probability": level.u}
    if level.kind == "exact" and frequencies and comparison.frequencies:
        options |= {"tf_adjustment_column": name, "tf_adjustment_weight": comparison.frequency_weight}
    return made.configure(**options) if options else made


def _near(comparison: Comparison) -> str:
    """What one edit leaves true, and costs far less to ask."""
    name = comparison.field
    if comparison.role not in ENDS:
        return f"abs(strlen({name}_l) - strlen({name}_r)) <= 4"  # bytes, of which a letter has up to four
    short = f"least({name}_length_l, {name}_length_r) < {sum(ENDS[comparison.role])}"
    ends = f"{name}_head_l = {name}_head_r or {name}_tail_l = {name}_tail_r"
    return f"abs({name}_length_l - {name}_length_r) <= 1 and ({ends} or {short})"


def ends(comparison: Comparison) -> dict[str, str]:
    """Columns that `condition` wants besides: both ends of long values, of which one edit spoils only one."""
    if comparison.role not in ENDS:
        return {}
    head, tail = ENDS[comparison.role]
    name = comparison.field
    parts = {
        "head": f"substr({name}, 1, {head})",
        "tail": f"right({name}, {tail})",
        "length": f"length({name})",
    }
    return {f"{name}_{part}": sql for part, sql in parts.items()}


def _same_end(name: str) -> str:
    """One edit cannot spoil both ends of a long text; asking that first spares most of the slow
    comparisons."""
    left, right = f"{name}_l", f"{name}_r"
    return (
        f"(substr({left}, 1, 4) = substr({right}, 1, 4) "
        f"or substr({left}, length({left}) - 7, 8) = substr({right}, length({right}) - 7, 8) "
        f"or length({left}) < 13)"
    )


def condition(comparison: Comparison, level: Level, *, measured: bool) -> str:
    """DuckDB's SQL for one level; `measured` when the similarity was computed as `like_<field>` before."""
    name = comparison.field
    left, right = f"{name}_l", f"{name}_r"
    if level.kind == "exact":
        return f"{left} = {right}"
    if level.kind == "jaro_winkler":
        alike = f"like_{name}" if measured else f"jaro_winkler_similarity({left}, {right})"
        return f"{alike} >= {level.limit}"
    if level.kind == "levenshtein":
        if measured:
            return f"like_{name} <= {int(level.limit)}"
        return f"{_near(comparison)} and levenshtein({left}, {right}) <= {int(level.limit)}"
    return _condition(comparison, level)


def _condition(comparison: Comparison, level: Level) -> str:
    name, other = comparison.field, comparison.other
    if level.kind == "nickname":
        return f"{name}_root_l = {name}_root_r"
    if level.kind == "initial":
        same = f"substr({name}_l, 1, 1) = substr({name}_r, 1, 1)"
        return f"{same} and (length({name}_l) = 1 or length({name}_r) = 1)"
    if level.kind == "swapped":
        return f"{name}_l = {other}_r and {other}_l = {name}_r"
    return (
        f"substr({name}_l, 1, 4) = substr({name}_r, 1, 4) "
        f"and substr({name}_l, 5, 2) = substr({name}_r, 7, 2) "
        f"and substr({name}_l, 7, 2) = substr({name}_r, 5, 2)"
    )


def words(level: Level) -> str:
    """The level in words, as in "first_name: nickname of the same name"."""
    return {
        "exact": "the same",
        "nickname": "nickname of the same name",
        "initial": "the same initial",
        "swapped": "first and last name swapped",
        "turned_date": "day and month turned",
        "levenshtein": "one character differs"
        if level.limit == 1
        else f"at most {int(level.limit)} characters differ",
        "jaro_winkler": "nearly the same" if level.limit >= 0.88 else "similar",
        "else": "different",
    }[level.kind]
