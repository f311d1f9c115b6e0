"""The glossary as SKOS in Turtle, and back: ids, labels, definitions, notes and relations survive.

`skos:definition` is the meaning that both are to have, `skos:scopeNote` the note, `skos:related` what is not
to be confused. What each side means has a property of its own, a kind of scope note. Only Turtle is read: it
fetches nothing and expands nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.language.import_fields import distinct_from
from lintel.language.models import State, Term
from lintel.language.wording import joined
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

VOCABULARY = "urn:lintel:language#"
SCHEME = "urn:lintel:glossary"
LARGEST = 2 * 2**20
MOST_CONCEPTS = 5_000
MOST_STATEMENTS = 200_000
LANGUAGE = "en"


@dataclass(frozen=True)
class Concept:
    """One concept of a file, in the glossary’s own words."""

    uri: str
    name: str
    synonyms: tuple[str, ...] = ()
    marketing: str = ""
    it: str = ""
    alike: bool | None = None
    agreed: str = ""
    note: str = ""
    related: tuple[str, ...] = ()


def write(terms: Iterable[Term]) -> str:
    """Terms as Turtle; load them with `for_exchange`."""
    from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

    own = Namespace(VOCABULARY)
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("lintel", own)
    scheme = URIRef(SCHEME)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for side in ("marketing", "it"):
        graph.add((own[f"{side}Meaning"], RDFS.subPropertyOf, SKOS.scopeNote))
    for term in terms:
        concept = URIRef(term.uri)
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.prefLabel, Literal(term.name, lang=LANGUAGE)))
        for text in term.synonyms:
            graph.add((concept, SKOS.altLabel, Literal(text, lang=LANGUAGE)))
        for predicate, text in (
            (SKOS.definition, term.agreed_meaning),
            (SKOS.scopeNote, term.note),
            (own.marketingMeaning, term.marketing_meaning),
            (own.itMeaning, term.it_meaning),
        ):
            if text:
                graph.add((concept, predicate, Literal(text, lang=LANGUAGE)))
        graph.add((concept, own.bothMeanTheSame, Literal(term.alike)))
        graph.add((concept, own.agreedByBoth, Literal(term.state == State.AGREED)))
        for other in distinct_from(term):
            graph.add((concept, SKOS.related, URIRef(other.uri)))
    return graph.serialize(format="turtle")


def read(content: bytes) -> list[Concept]:
    """The concepts of a Turtle file, by name; raises `Problem` for what is no such file, or too large."""
    from rdflib import RDF, SKOS

    graph = _graph(content)
    subjects = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
    if not subjects:
        raise _refusal(
            "This file holds no skos:Concept.", "Export the concepts of your vocabulary as Turtle."
        )
    if len(subjects) > MOST_CONCEPTS:
        raise _refusal(
            f"This file holds {len(subjects):,} concepts; at most {MOST_CONCEPTS:,} fit.", "Split it."
        )
    names = {subject: _one(graph, subject, SKOS.prefLabel) for subject in subjects}
    nameless = [subject for subject, name in names.items() if not name]
    if nameless:
        raise _refusal(
            f"The concept {str(nameless[0])[:200]} has no skos:prefLabel.", "Give it one, and try again."
        )
    return sorted(
        (_concept(graph, subject, names) for subject in subjects), key=lambda found: (found.name, found.uri)
    )


def _graph(content: bytes) -> "Graph":
    from rdflib import Graph

    if len(content) > LARGEST:
        raise _refusal(f"The file is larger than {LARGEST // 2**20} MB.", "Split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refusal("The file is not in UTF-8.", "Save it as Turtle, which always is.") from None
    if "\x00" in text:
        raise _refusal("The file holds signs that no text has.", "Save it as Turtle.")
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle", publicID=f"{SCHEME}/")
    except RecursionError:
        raise _refusal(
            "The file is nested too deeply.", "Export it anew, without blank nodes in blank nodes."
        ) from None
    except Exception as error:  # the parser raises a dozen kinds, each saying the same
        line = getattr(error, "lines", None)
        place = f" near line {line + 1}" if isinstance(line, int) else ""
        raise _refusal(f"This is no Turtle{place}.", "Choose Turtle (.ttl) where you export.") from None
    if len(graph) > MOST_STATEMENTS:
        raise _refusal("The file makes too many statements.", "Split it.")
    return graph


def _concept(graph: "Graph", subject: "Node", names: dict[Any, str]) -> Concept:
    from rdflib import SKOS, BNode, Namespace

    own = Namespace(VOCABULARY)
    related = {*graph.objects(subject, SKOS.related), *graph.subjects(SKOS.related, subject)}
    alike = graph.value(subject, own.bothMeanTheSame, any=True)
    return Concept(
        uri="" if isinstance(subject, BNode) else str(subject),
        name=names[subject],
        synonyms=tuple(sorted(_texts(graph, subject, SKOS.altLabel))),
        marketing=_one(graph, subject, own.marketingMeaning),
        it=_one(graph, subject, own.itMeaning),
        alike=None if alike is None else str(alike).lower() in {"true", "1"},
        agreed=_one(graph, subject, SKOS.definition),
        note="\n\n".join(_texts(graph, subject, SKOS.scopeNote)),
        related=tuple(sorted(names[other] for other in related if other in names and other != subject)),
    )


def _texts(graph: "Graph", subject: "Node", predicate: Any) -> list[str]:
    """Texts in English or in no language; in any language where there are no others."""
    from rdflib import Literal

    found = [value for value in graph.objects(subject, predicate) if isinstance(value, Literal)]
    ours = [
        value for value in found if not value.language or value.language.lower().split("-")[0] == LANGUAGE
    ]
    return sorted(
        {
            " ".join(str(value).split()) if predicate.endswith("Label") else str(value).strip()
            for value in ours or found
        }
    )


def _one(graph: "Graph", subject: "Node", predicate: Any) -> str:
    return next(iter(_texts(graph, subject, predicate)), "")


def rows(concepts: Iterable[Concept]) -> Iterator[dict[str, str]]:
    """Concepts as rows of the glossary file, by the names of the importer’s fields."""
    for concept in concepts:
        yield {
            "uri": concept.uri,
            "name": concept.name,
            "marketing": concept.marketing,
            "it": concept.it,
            "alike": {True: "yes", False: "no", None: ""}[concept.alike],
            "agreed": concept.agreed,
            "synonyms": joined(concept.synonyms),
            "distinct_from": joined(concept.related),
            "note": concept.note,
        }


def _refusal(title: str, way_out: str) -> Problem:
    return Problem(title, way_out=way_out, field="file")
