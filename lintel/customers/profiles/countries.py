"""One spelling of countries in golden records: the two letters of ISO 3166-1.

The names come with the library that knows telephone numbers, in the languages that it speaks.
"""

from functools import lru_cache

SHORT = {"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US", "holland": "NL"}


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """Two letters by name in lower case; the letters themselves are among the names."""
    from phonenumbers.geodata.locale import LOCALE_DATA

    found = {code.lower(): code for code in LOCALE_DATA}
    for code, names in LOCALE_DATA.items():
        # An asterisk leads to the language whose name is the same.
        found |= {name.lower(): code for name in names.values() if not name.startswith("*")}
    return found | SHORT
