"""The room's registration."""

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    """What words mean to marketing, to IT, and to both."""

    name = "lintel.language"
    verbose_name = "Shared language"

    def ready(self) -> None:
        """Let every text explain its words, make the glossary file known, and say what waits for whom."""
        from lintel.imports.contract import register
        from lintel.language.importers import GlossaryImporter
        from lintel.language.linking import explained
        from lintel.language.waits import find
        from lintel.people import waiting
        from lintel.ui.prose import explain_words

        explain_words(explained)
        register(GlossaryImporter())
        waiting.register("language", find)
