"""Expressions of a model are input from people: parsed, held against a list of what is allowed, written anew.

Whatever is not on the list (subqueries, table functions, file and setting functions, windows, stars) is
refused, so an expression can only compute from the columns it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lintel.engines.metrics.problems import MetricsError

READ = "duckdb"  # the SQL in which models are written
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,119}")
MARKS = re.compile("[\ue000-\uf8ff\x00]")  # we mark parameters with these

_PARTS = (exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Var, exp.Tuple)
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Neg)
_LOGIC = (
    *(exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.And, exp.Or, exp.Not, exp.Is, exp.In),
    *(exp.Between, exp.Like, exp.ILike, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Distinct),
)
_TYPES = (exp.Cast, exp.TryCast, exp.DataType, exp.DataTypeParam)
_NUMBERS = (
    *(exp.Abs, exp.Round, exp.Floor, exp.Ceil, exp.Sqrt, exp.Ln, exp.Exp, exp.Pow),
    *(exp.Greatest, exp.Least, exp.Sign),
)
_TEXTS = (
    *(exp.Lower, exp.Upper, exp.Trim, exp.Length, exp.Substring, exp.Left, exp.Right, exp.Replace),
    *(exp.Concat, exp.DPipe),
)
_TIMES = (
    *(
        exp.Extract,
        exp.TimestampTrunc,
        exp.DateTrunc,
        exp.DateDiff,
        exp.Interval,
        exp.Year,
        exp.Month,
        exp.Day,
    ),
    exp.Quarter,
)
_AGGREGATES = (
    *(exp.Sum, exp.Avg, exp.Count, exp.Min, exp.Max, exp.Filter, exp.Where, exp.Star, exp.Median),
    *(exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance, exp.VariancePop, exp.CountIf),
)
SCALAR = frozenset((*_PARTS, *_ARITHMETIC, *_LOGIC, *_TYPES, *_NUMBERS, *_TEXTS, *_TIMES))
AGGREGATE = SCALAR | frozenset(_AGGREGATES)
DERIVED = frozenset((*_PARTS, *_ARITHMETIC, *_LOGIC, *_NUMBERS)) - {exp.Distinct, exp.Tuple}
CASTS = {
    *("TEXT", "VARCHAR", "INT", "BIGINT", "SMALLINT", "DOUBLE", "FLOAT", "DECIMAL", "BOOLEAN", "DATE"),
    *("TIMESTAMP", "TIMESTAMPTZ"),
}
ADDITIVE = (exp.Sum, exp.Count, exp.CountIf)


def scalar(text: str, place: str) -> exp.Expr:
    """A value per row; the tree is shared, do not change it."""
    return _checked(text, place, SCALAR, "a value per row")


def aggregate(text: str, place: str) -> exp.Expr:
    """A value per group: every column stands inside an aggregate function."""
    tree = _checked(text, place, AGGREGATE, "an aggregate")
    _check_aggregate(text, place, tree)
    return tree


def derived(text: str, place: str) -> exp.Expr:
    """Arithmetic over names of metrics."""
    tree = _checked(text, place, DERIVED, "arithmetic over metrics")
    for column in tree.find_all(exp.Column):
        if column.table:
            raise MetricsError(
                place,
                f"“{column.sql()}” is no metric.",
                "A derived metric is written over names of metrics; put columns into a simple metric.",
            )
    return tree


def rewritten(tree: exp.Expr, change: Callable[[exp.Column], exp.Expr]) -> exp.Expr:
    """A copy in which every column is what `change` makes of it."""

    def step(node: exp.Expr) -> exp.Expr:
        return change(node) if isinstance(node, exp.Column) else node

    return tree.copy().transform(step, copy=False)


def additive(tree: exp.Expr) -> bool:
    """Whether values of parts add up: sums and counts (not of distinct things) and sums of those."""
    if isinstance(tree, exp.Paren | exp.Neg | exp.Filter):
        return additive(tree.this)
    if isinstance(tree, exp.Add | exp.Sub):
        return additive(tree.left) and additive(tree.right)
    return isinstance(tree, ADDITIVE) and tree.find(exp.Distinct) is None


def nothing_is_zero(tree: exp.Expr) -> bool:
    """Whether the value over no rows is 0: sums, and counts of any kind."""
    if isinstance(tree, exp.Paren | exp.Neg | exp.Filter):
        return nothing_is_zero(tree.this)
    if isinstance(tree, exp.Add | exp.Sub):
        return nothing_is_zero(tree.left) and nothing_is_zero(tree.right)
    return isinstance(tree, ADDITIVE)


def name(text: str, place: str) -> str:
    """A name that needs no care wherever it is written."""
    if not NAME.fullmatch(text):
        raise MetricsError(
            place,
            f"“{text}” is no name.",
            "Names have letters, digits and underscores, and begin with a letter.",
        )
    return text


@lru_cache(maxsize=4096)
def parsed(text: str) -> exp.Expr | str:
    """The tree, or what is wrong with the text."""
    if MARKS.search(text):
        return "It holds a character that is kept for other use."
    try:
        trees = sqlglot.parse(text, read=READ)
    except (SqlglotError, RecursionError, ValueError) as error:
        return (
            f"It cannot be read: {str(error).splitlines()[0][:120] if str(error) else type(error).__name__}."
        )
    if len(trees) != 1 or trees[0] is None:
        return "It is not exactly one expression."
    if any(node.comments for node in trees[0].walk()):
        return "It holds a comment."
    return trees[0]


@lru_cache(maxsize=4096)
def _checked(text: str, place: str, allowed: frozenset[type[exp.Expr]], what: str) -> exp.Expr:
    tree = parsed(text)
    if isinstance(tree, str):
        raise MetricsError(
            place, f"“{text}” is not {what}. {tree}", "Write one SQL expression, nothing else."
        )
    for node in tree.walk():
        if type(node) not in allowed:
            raise MetricsError(
                place,
                f"“{text}” uses {_called(node)}, which is not allowed in {what}.",
                "Use columns, arithmetic, comparisons, case, coalesce, and the usual functions of numbers, "
                "text, time and aggregation.",
            )
        _check_node(text, place, node)
    return tree


def _check_node(text: str, place: str, node: exp.Expr) -> None:
    wrong = ""
    if isinstance(node, exp.Column) and (node.args.get("db") or isinstance(node.this, exp.Star)):
        wrong = f"“{node.sql()}” is no column"
    elif isinstance(node, exp.DataType) and node.this.name not in CASTS:
        wrong = f"the type {node.sql()} is not one of text, number, boolean, date and timestamp"
    elif isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
        wrong = "a star stands outside count(*)"
    elif isinstance(node, exp.In) and (
        node.args.get("query") or node.args.get("unnest") or node.args.get("field")
    ):
        wrong = "“in” takes a list of values"
    if wrong:
        raise MetricsError(place, f"In “{text}” {wrong}.", "Use plain columns and values.")


def _check_aggregate(text: str, place: str, tree: exp.Expr) -> None:
    if tree.find(exp.AggFunc) is None:
        raise MetricsError(place, f"“{text}” aggregates nothing.", "Use sum, count, avg, min, max or median.")
    for node in tree.find_all(exp.AggFunc):
        if node.find_ancestor(exp.AggFunc):
            raise MetricsError(
                place,
                f"“{text}” has an aggregate inside an aggregate.",
                "Make two metrics and a derived one.",
            )
    for column in tree.find_all(exp.Column):
        if not column.find_ancestor(exp.AggFunc, exp.Filter):
            raise MetricsError(
                place,
                f"In “{text}” the column “{column.name}” stands outside an aggregate.",
                "Aggregate it too.",
            )


def _called(node: exp.Expr) -> str:
    if isinstance(node, exp.Anonymous):
        return f"the function {node.name}"
    if isinstance(node, exp.Func):
        return f"the function {node.sql_name().lower()}"
    return f"“{node.sql()[:60]}” ({type(node).__name__})"
