"""What a tool is called, freed of what cards, sign-in pages and companies add to a name. Knows no Django."""

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PROCESSORS = _words(
    "paypal pp sq sqr stripe st gumroad fs fastspring 2co paddle paddle.net google apple dri digitalriver "
    "sumup klarna lemsqzy ls mollie adyen"
)
_LEGAL = _words(
    "inc incorporated llc ltd limited gmbh ag ab as asa oy bv nv sa sas sarl srl corp corporation co company "
    "pty plc kg ug se ohg holding holdings"
)
_CLEAR = _words("inc llc ltd limited gmbh bv oy corp corporation plc sarl srl")  # behind these comes a place
_PLANS = _words(
    "pro premium plus business enterprise team teams plan subscription subscr monthly annual yearly licence "
    "license licenses seats seat free trial renewal invoice sso saml oidc oauth prod production test sandbox "
    "app cloud online hq labs technologies software"
)
_SECOND = _words("co com org net ac gov edu ne or")  # as in co.uk, com.au
_DOMAIN = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?::\d+)?(?:/\S*)?")
_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+(?:[.&+'’][^\W_]+)*")
LONGEST = 160


def registered(host: str) -> str:
    """The domain that somebody registered: “eu.app.example.co.uk” is “example.co.uk”; '' if it is none.

    The last two parts, or three where the second-last is one under which countries register (co.uk).
    """
    found = _DOMAIN.fullmatch(host.strip().casefold().rstrip("."))
    if found is None:
        return ""
    parts = found[1].split(".")
    wanted = 3 if len(parts) > 2 and parts[-2] in _SECOND and len(parts[-1]) == 2 else 2
    return ".".join(parts[-wanted:])


def label_of(domain: str) -> str:
    """The part of a domain that names somebody: “canva” of “canva.com”."""
    return domain.partition(".")[0].replace("-", " ")


def cleaned(text: str) -> str:
    """The bare name by which logs are gathered: “PAYPAL *Notion Labs, Inc. (EU)” is “notion”.

    What is left out: payment processors before a star and references behind one, brackets, forms of
    companies with the place behind them, words for plans, and long numbers. If nothing is left,
    the words stay.
    """
    said = unicodedata.normalize("NFKC", text).casefold()
    before, star, after = said.partition("*")
    if star:
        said = after if before.strip() in _PROCESSORS or not before.strip() else before
    said = _PARENTHESES.sub(" ", said).strip()
    domain = _DOMAIN.match(said)
    if domain is not None and registered(domain[1]):
        said = label_of(registered(domain[1]))
    words = [word for word in _WORD.findall(said) if not _is_reference(word)]
    end = next((place for place, word in enumerate(words) if place and word in _CLEAR), len(words))
    words = words[:end]
    kept = [word for word in words if word.replace(".", "") not in _LEGAL] or words
    while len(kept) > 1 and kept[-1] in _PLANS:
        kept.pop()
    return " ".join(kept)[:LONGEST] or " ".join(text.casefold().split())[:LONGEST]


def _is_reference(word: str) -> bool:
    digits = sum(char.isdigit() for char in word)
    return digits >= 4 or (digits >= 2 and digits * 2 > len(word))


_SOFTWARE = re.compile(
    r"software|saas|subscription|cloud|hosting|web services|online (service|tool)|it services|"
    r"computer services|digital (service|good)|advertising tool|abonnement|lizenz",
    re.IGNORECASE,
)


def is_software(category: str) -> bool:
    """Whether an expense’s category says that software was bought."""
    return bool(_SOFTWARE.search(category))
