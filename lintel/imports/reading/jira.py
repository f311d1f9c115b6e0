"""What is peculiar to Jira's CSV export: translated headers, and comments packed into one cell."""

import datetime as dt
from typing import NamedTuple

from .dates import parse_datetime
from .matching import normal
from .model import DateOrder
from .problems import ValueProblem, shown

# Canonical English header → what German, French and Spanish sites of Jira (Cloud and Data Center) write
# instead.
TRANSLATIONS: dict[str, tuple[str, ...]] = {
    "Summary": ("Zusammenfassung", "Résumé", "Resumen"),
    "Issue key": (
        *("Key", "Work item key", "Vorgangsschlüssel", "Vorgang-Schlüssel", "Schlüssel"),
        *("Clé de ticket", "Clé du ticket", "Clé", "Clave de incidencia", "Clave de la incidencia", "Clave"),
    ),
    "Issue id": (
        *("Work item id", "Vorgangs-ID", "Vorgang-ID", "ID des Vorgangs"),
        *("ID de ticket", "ID du ticket", "ID de la incidencia", "ID de incidencia"),
    ),
    "Issue Type": (
        *("Work type", "Work item type", "Vorgangstyp", "Type de ticket"),
        *("Tipo de incidencia", "Tipo de la incidencia"),
    ),
    "Status": ("État", "Statut", "Estado"),
    "Status Category": (
        *("Statuskategorie", "Kategorie des Status", "Catégorie d'état", "Catégorie de statut"),
        *("Categoría de estado", "Categoría del estado"),
    ),
    "Priority": ("Priorität", "Priorité", "Prioridad"),
    "Assignee": ("Zugewiesene Person", "Bearbeiter", "Attribution", "Responsable", "Persona asignada"),
    "Reporter": ("Autor", "Melder", "Ersteller der Meldung", "Rapporteur", "Informador"),
    "Created": ("Erstellt", "Création", "Créé", "Créée", "Creada", "Creado"),
    "Updated": ("Aktualisiert", "Mise à jour", "Mis à jour", "Actualizada", "Actualizado"),
    "Resolved": ("Erledigt", "Gelöst", "Résolu", "Résolue", "Resolution date", "Resuelta", "Resuelto"),
    "Due date": (
        *("Due", "Fälligkeitsdatum", "Fällig", "Fällig am", "Date d'échéance", "Échéance"),
        *("Fecha de vencimiento", "Vencimiento"),
    ),
    "Labels": ("Label", "Stichwörter", "Étiquettes", "Étiquette", "Etiquetas", "Etiqueta"),
    "Sprint": ("Sprints",),
    "Comment": (
        "Comments",
        "Kommentar",
        "Kommentare",
        "Commentaire",
        "Commentaires",
        "Comentario",
        "Comentarios",
    ),
    "Description": ("Beschreibung", "Descripción"),
}


class JiraComment(NamedTuple):
    """A comment of an issue: when, the account id of its author, what."""

    at: dt.datetime
    author: str
    text: str


def jira_headers() -> dict[str, str]:
    """Header in normal form (see `normal`) → canonical English header, for every known translation."""
    return {normal(name): english for english, others in TRANSLATIONS.items() for name in (english, *others)}


def jira_name(header: str) -> str:
    """The canonical English name of a Jira header; a header that is not known stays as it is."""
    return jira_headers().get(normal(header), header)


def parse_jira_comment(text: str, *, tz: dt.tzinfo, order: DateOrder = "") -> JiraComment:
    """Takes apart “05/Sep/25 7:24 AM;account id;text”; the text may hold semicolons.

    Jira writes times without a zone, in that of the person who exported: pass it as `tz`. Errors:
    `ValueProblem`.
    """
    parts = text.split(";", 2)
    if len(parts) < 3:
        raise ValueProblem(f"{shown(text)} is not a comment as Jira writes it (date;author;text).")
    moment, author, words = parts
    return JiraComment(parse_datetime(moment, tz=tz, order=order), author.strip(), words.strip())
