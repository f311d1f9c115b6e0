"""How the example company speaks: some words agreed on, some half signed, many clashing."""

from lintel.audit.sides import Office
from lintel.audit.signatures import hash_of
from lintel.config.story import asked, who
from lintel.language.actions import agreement, flag, primer, term, vocabulary
from lintel.language.import_fields import distinct_from
from lintel.language.models import Term
from lintel.language.wording import Wording
from lintel.people.actions import comment

MARA, IVO, NELE, TOMAS, LENA = "mara.lindqvist", "ivo.brandt", "nele.vogt", "tomas.okafor", "lena.ito"
# Term, the meaning that was proposed for both, who proposed it, and who has signed it.
PROPOSED = [
    (
        "Conversion",
        "A visit in which somebody orders, books or signs up. Moving data "
        "from one form into another is "
        "called migration here.",
        NELE,
        (MARA, IVO),
    ),
    (
        "Campaign",
        "One message to one audience with a start, an end and one name, which "
        "every tool writes alike. "
        "The job that sends it is called a send.",
        NELE,
        (IVO, MARA),
    ),
    (
        "Customer",
        "A person who has bought from us or signed a contract, once, whatever "
        "the number of records. "
        "Colleagues who order work are called the asking side.",
        TOMAS,
        (MARA, LENA),
    ),
    (
        "Consent",
        "A person’s dated yes to one purpose through one channel, with the wording that they saw.",
        TOMAS,
        (MARA, IVO),
    ),
    (
        "Availability",
        "Share of the minutes between 6 and 24 o’clock in which a customer could order, per month.",
        LENA,
        (IVO, MARA),
    ),
    ("Done", "Customers can use it, it is measured, and whoever asked has looked at it.", NELE, (MARA, IVO)),
    (
        "Real time",
        "Within one minute, measured from the customer’s click to our answer. "
        "What needs less than a "
        "second says so.",
        NELE,
        (MARA,),
    ),
    (
        "Segment",
        "A named rule over customers’ data; who fulfils it now belongs to it. "
        "Parts of the network are "
        "called zones.",
        NELE,
        (MARA,),
    ),
    (
        "DR",
        "Nobody says DR any more: it is “disaster recovery plan” or “direct response”, written out.",
        TOMAS,
        (IVO,),
    ),
    (
        "Platform",
        "The shared systems that more than one team builds on, as the blueprint shows them.",
        TOMAS,
        (),
    ),
]
OWNERS = [
    ("Conversion", NELE, TOMAS),
    ("Campaign", NELE, TOMAS),
    ("Customer", NELE, LENA),
    ("CRM", NELE, TOMAS),
]
FLAGS = [("Lead", (NELE, TOMAS, LENA)), ("CRM", (NELE, LENA)), ("DR", (MARA, TOMAS)), ("Real time", (LENA,))]
SAID = [
    (
        "Lead",
        TOMAS,
        "In last week’s report 4,100 leads were counted. 2,900 of them are "
        "newsletter sign-ups. Is a "
        "sign-up a lead?",
    ),
    ("Lead", NELE, "To us it is, once somebody asked about a product. A bare sign-up is a contact."),
    (
        "DR",
        MARA,
        "I approved a budget for DR in September and learned in October that it was for backup servers.",
    ),
]
PRIMERS = [
    (
        "What a CRM does, and what it does not",
        "system",
        TOMAS,
        ("CRM", "Customer"),
        "It remembers **people, companies and what was agreed with them**, "
        "and reminds whoever has to act.\n\n"
        "- It does not find out which of eight records are one person; matching does.\n"
        "- It does not know who may be written to; consent does.\n"
        "- Every field in it is typed by somebody. A field that nobody uses "
        "is a field that is wrong.",
    ),
    (
        "Why “in real time” costs more than “every night”",
        "demand",
        LENA,
        ("Real time",),
        "A nightly list may fail and be sent again before breakfast. What has "
        "to happen within a second may never be "
        "down, needs people at night, and needs every system on its way to be just as quick.\n\n"
        "Ask first: *what would a customer notice if it came after ten minutes?*",
    ),
]


def speak() -> None:
    """Bring the words in, and let people take them up."""
    vocabulary.seed(by=who(MARA))
    _one_sided()
    for name, meaning, by, signers in PROPOSED:
        agreement.propose(word(name), text=meaning, by=who(by), version=word(name).version)
        for signer in signers:
            agreement.sign(word(name), by=who(signer), content_hash=hash_of(word(name)))
    for name, marketing, it in OWNERS:
        owners = {Office.MARKETING: who(marketing), Office.IT: who(it)}
        others = [row.name for row in distinct_from(word(name))]
        term.arrange(word(name), by=who(NELE), owners=owners, note="", distinct_from=others)
    for name, people in FLAGS:
        for person in people:
            flag.put_up(word(name), by=who(person))
    for name, author, text in SAID:
        comment.write(word(name), text=text, by=who(author))
    for title, subject, author, names, text in PRIMERS:
        note = primer.write(primer.Note(title, subject, text), by=who(author))
        for name in names:
            primer.attach(note, word(name), by=who(author))


def word(name: str) -> Term:
    """A term by its name, as it now stands."""
    return Term.objects.get(name=name)


def _one_sided() -> None:
    """Words of which only one side has said what it means."""
    members = term.create(
        Wording(
            "Active member", marketing="Somebody of the club who bought or opened a mail in twelve months."
        ),
        by=who(NELE),
    )
    comment.write(members, text="The newsletter counts six months, the board paper “ever”.", by=who(TOMAS))
    radius = Wording("Blast radius", it="Everything that stops working when this one thing does.")
    term.create(radius, by=who(TOMAS))
    agree = asked("Agree what")
    note = primer.Note(
        "How we agree on a word",
        "practice",
        "Each side writes what it means. Somebody proposes one meaning for "
        "both. Both offices sign exactly these words; from then on every text explains the word.",
    )
    primer.attach(primer.write(note, by=who(NELE)), agree, by=who(NELE))
