"""Files of goals: the goals themselves, their key results, and who serves whom. All come in as drafts."""

from lintel.goals.objectives.importers.goals import FIELDS, GoalsImporter
from lintel.goals.objectives.importers.known import OWN_KEY
from lintel.goals.objectives.importers.places import PlacesImporter
from lintel.goals.objectives.importers.results import FIELDS as RESULT_FIELDS
from lintel.goals.objectives.importers.results import ResultsImporter

__all__ = ["FIELDS", "OWN_KEY", "RESULT_FIELDS", "GoalsImporter", "PlacesImporter", "ResultsImporter"]
