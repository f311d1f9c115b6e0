"""What people write about a term, as plain values, and how it is made fit to keep."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lintel.language.matcher import folded, words_of
from lintel.language.models import LONGEST_MEANING, LONGEST_NAME
from lintel.people.texts import line
from lintel.ui.problems import Problem

MOST_SYNONYMS = 20


@dataclass(frozen=True)
class Wording:
    """A term’s words: what a signature covers, but for the agreed meaning."""

    name: str
    marketing: str = ""
    it: str = ""
    synonyms: tuple[str, ...] = ()
    alike: bool = False


def meaning(text: str, field: str) -> str:
    """A meaning, trimmed; a text without a letter says nothing and is kept as none."""
    kept = text.replace("\x00", "").encode(errors="ignore").decode().strip()
    if len(kept) > LONGEST_MEANING:
        raise Problem(
            f"This meaning has {len(kept):,} characters; at most {LONGEST_MEANING:,} fit.",
            way_out="Say it shorter, and put the rest into a primer.",
            field=field,
        )
    return kept if words_of(kept) else ""


def label(text: str, field: str) -> str:
    """A name or synonym: one line with at least one letter or digit."""
    kept = line(text, field, "The term", most=LONGEST_NAME, required=field == "name")
    if "|" in kept:
        raise Problem(
            "A term holds no “|”, which keeps terms apart in lists.", way_out="Leave it out.", field=field
        )
    if kept and not words_of(kept):
        raise Problem("A term has at least one letter or digit.", way_out="Write it out.", field=field)
    return kept


def synonyms(texts: Iterable[str], name: str) -> tuple[str, ...]:
    """Synonyms without the name itself and without repetitions, by the alphabet, as formats keep no order."""
    kept: dict[str, str] = {}
    for text in texts:
        if spelling := label(text, "synonyms"):
            kept.setdefault(folded(spelling), spelling)
    kept.pop(folded(name), None)
    if len(kept) > MOST_SYNONYMS:
        raise Problem(
            f"At most {MOST_SYNONYMS} synonyms fit.", way_out="Leave the rare ones out.", field="synonyms"
        )
    return tuple(kept[key] for key in sorted(kept))


def tidy(said: Wording) -> Wording:
    """The wording as it is stored; raises the `Problem` of the first field that cannot be."""
    name = label(said.name, "name")
    marketing, it = meaning(said.marketing, "marketing_meaning"), meaning(said.it, "it_meaning")
    same = bool(marketing) and marketing.casefold() == it.casefold()
    return Wording(
        name, marketing, it, synonyms(said.synonyms, name), bool(marketing and it) and (said.alike or same)
    )


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list that was written with bars or lines between them, else with commas."""
    between = r"[|\n]" if re.search(r"[|\n]", text) else "[,;]"
    return tuple(entry.strip() for entry in re.split(between, text) if entry.strip())


def joined(texts: Iterable[str]) -> str:
    """What `listed` reads back as the same entries."""
    entries = list(texts)
    if any("," in entry or ";" in entry for entry in entries):
        return " | ".join((*entries, "")).strip()
    return ", ".join(entries)
