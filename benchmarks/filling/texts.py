"""Texts of the length and the mixture of words that people write, from a seeded generator."""

import random

AIMS = [
    "Sync",
    "Show",
    "Export",
    "Measure",
    "Connect",
    "Migrate",
    "Segment",
    "Clean up",
    "Automate",
    "Track",
    "Merge",
    "Replace",
    "Rebuild",
]
THINGS = [
    "newsletter sign-ups",
    "abandoned baskets",
    "loyalty points",
    "store visits",
    "consent records",
    "campaign costs",
    "product feeds",
    "customer addresses",
    "call-centre notes",
    "affiliate orders",
    "voucher codes",
    "search terms",
    "event registrations",
    "returns",
    "price lists",
    "web sessions",
    "churn scores",
    "service tickets",
    "lead forms",
    "invoices",
]
PLACES = [
    "in the CRM",
    "in the data warehouse",
    "for the spring campaign",
    "for the Nordic shops",
    "with the web shop",
    "across all brands",
    "for the call centre",
    "in the weekly report",
    "for partners",
    "before the summer sale",
    "on the landing pages",
    "in the mobile app",
    "for the loyalty club",
    "without a ticket",
    "within an hour",
]
SENTENCES = (
    "Today somebody copies the list by hand every Monday, and it is wrong by Wednesday.",
    "We know that it works when a sign-up shows within one hour.",
    "Last quarter two campaigns went to people who had already bought.",
    "The agency asks for the numbers every week and we cannot give them.",
    "It touches names and e-mail addresses, so the consent has to be checked first.",
    "There is a nightly job, but nobody knows who looks after it.",
    "Finance wants to see the cost per channel and per country.",
    "The contract with the present vendor ends in autumn.",
    "Customers write to the service team because their correction is lost again.",
    "A first step could be one country and one brand.",
    "About 40,000 records a day pass through this interface.",
    "The interface answers slowly between eight and ten in the morning.",
    "We tried it with a spreadsheet; it broke at 60,000 rows.",
    "If it comes after the trade fair, it is of no use to us.",
    "Both teams agreed in the workshop that this is where most time is lost.",
)
FIRST = "Anna|Ben|Clara|David|Elif|Farid|Greta|Hugo|Ida|Jonas|Kaja|Leo|Mila|Noah|Olga|Paul|Rosa|Sami|Tove|Uwe"
LAST = "Aalto|Berg|Costa|Dahl|Eriksen|Fischer|Garcia|Holm|Ito|Jansen|Kaya|Lund|Meyer|Novak|Olsen"


class Writer:
    """Writes the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def title(self) -> str:
        """A title such as people give."""
        pick = self.chance.choice
        return f"{pick(AIMS)} {pick(THINGS)} {pick(PLACES)}"

    def text(self, least: int = 1, most: int = 12) -> str:
        """Some sentences, in paragraphs when there are many; mostly few."""
        count = min(most, least + int(self.chance.expovariate(0.4)))
        sentences = [self.chance.choice(SENTENCES) for _ in range(count)]
        return "\n\n".join(" ".join(sentences[start : start + 4]) for start in range(0, count, 4))

    def name(self) -> str:
        """A person's name; not unique."""
        return f"{self.chance.choice(FIRST.split('|'))} {self.chance.choice(LAST.split('|'))}"
