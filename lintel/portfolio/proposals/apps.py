"""The chamber's registration."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Proposals of both sides, the two keys, the one order and the board."""

    name = "lintel.portfolio.proposals"
    label = "portfolio"  # what tables, links and the ledger have called it since before there were chambers

    def ready(self) -> None:
        """Agreed requests and disparities become proposals here, two kinds of file can be brought in, the
        radar looks at work too, a purchase can be for a proposal, and stress tests name what they hit."""
        from lintel.charter.fuel.ports import register_proposals
        from lintel.estate.purchases import needs
        from lintel.estate.stress import ports
        from lintel.intake.ports import register_work
        from lintel.intake.ties import states
        from lintel.people import belonging, waiting
        from lintel.portfolio.proposals import hanging, radar, ties, waits
        from lintel.portfolio.proposals.actions.proposal import create_from_disparity, create_from_request
        from lintel.portfolio.proposals.importers import register
        from lintel.portfolio.proposals.models import Proposal
        from lintel.portfolio.proposals.promises import returns

        register_proposals(
            lambda row, marketing, it, by: create_from_disparity(row, marketing, it, by=by), returns
        )
        register_work(lambda request, alternative, by: create_from_request(request, alternative, by=by))
        register()
        radar.add()
        waiting.register("portfolio: proposals", waits.find)
        needs.register(hanging.PROPOSAL, "proposal")
        ports.offer("proposals", lambda day: Proposal.objects.under_way().defer("problem", "outcome"))
        ports.register("campaigns of proposals", hanging.campaigns)
        belonging.register(*ties.TIES)
        belonging.note(hanging.PROPOSAL, states)
        belonging.find("definitions.metric", "Proposals whose benefits it shows", ties.shown_by)
