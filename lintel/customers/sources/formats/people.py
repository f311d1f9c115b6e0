"""Lists of people: HubSpot and Salesforce by their headers, any other by its columns."""

from collections.abc import Mapping
from dataclasses import replace

from lintel.customers.shapes import ATTRIBUTES
from lintel.customers.sources.formats.model import REST, WHOLE, Flaw, Format, address, aliased, number, text
from lintel.customers.sources.models import SourceKind
from lintel.imports.contract import Field

FIELDS = (
    aliased("record_id", "Record id", "id", "record id", "customer id", "customer number",
            "contact id", "kundennummer", "kundennr", "kundenr", "kundenummer", "customer_no", "ticket id",
            "member id", "card number", "requester id", "unique id", "rec id", "person id", "client id",
            "contact key", "customer key", "uuid", "guid", help="What tells records of this source apart."),
    aliased("given_name", "Given name", "first name", "firstname", "forename", "vorname", "fornavn", "prénom",
            "prenom", "imię"),
    aliased("family_name", "Family name", "last name", "lastname", "surname", "nachname", "etternavn", "nom",
            "nazwisko"),
    aliased("full_name", "Full name", "name", "customer name", "contact name", "display name", "requester",
            "requester name", "navn"),
    aliased("email", "E-mail", "email address", "e mail", "mail", "e-mail-adresse", "epost", "e-post",
            "courriel", "requester email", "customer email", contents="email"),
    aliased("phone", "Phone", "phone number", "telephone", "telefon", "mobile", "mobile phone", "mobil",
            "téléphone", "tlf"),
    aliased("birth_date", "Date of birth", "birthdate", "birthday", "birth date", "dob", "born",
            "geburtsdatum",
            "fødselsdato", kind="date", as_written=True),
    aliased("street", "Street", "street address", "mailing street", "address", "address line 1", "address 1",
            "straße", "strasse", "gate", "adresse"),
    aliased("house_number", "House number", "house no", "hausnummer", "hausnr", "street number"),
    aliased("postcode", "Postcode", "postal code", "zip", "zip code", "mailing postal code", "plz", "postnr"),
    aliased("city", "City", "town", "suburb", "mailing city", "ort", "stadt", "sted", "poststed", "ville"),
    aliased("region", "Region", "state", "state/region", "mailing state", "province", "county"),
    aliased("country", "Country", "country/region", "mailing country", "country code", "land", "pays"),
    aliased("company", "Company", "company name", "account name", "organisation", "organization", "firma"),
    aliased("job_title", "Job title", "title", "position", "role", "stilling"),
    aliased("language", "Language", "preferred language", "locale", "sprache", "språk"),
    aliased("identifier", "Another identifier", "external id", "user id", "loyalty number", "loyalty card",
            "soc sec id", "social security number", "national id", "tax id"),
    aliased("created_at", "Created in the source", "create date", "created date", "created at", "created",
            "registered", "registered at", "signup date", "joined", "enrolled on", "erstellt am",
            "angelegt am", kind="datetime"),
    aliased("updated_at", "Changed in the source", "last modified date", "system modstamp", "updated at",
            "modified", "last activity date", "changed", "last updated", "geändert am", kind="datetime"),
    aliased("deleted", "Deleted in the source", "is deleted", kind="bool"),
)  # fmt: skip
_WHO = tuple(name for name in ATTRIBUTES if name in {
    "given_name", "family_name", "full_name", "email", "phone", "identifier", "company",
})  # fmt: skip
_NOBODY = " and ".join(f"{text(name)} is null" for name in _WHO)
FLAWS = (
    Flaw(_NOBODY, "", "It names nobody: there is no name, e-mail, phone or identifier."),
    Flaw("deleted", "deleted", "The source says that this record was deleted."),
    Flaw("created_at > $soon", "created_at", "It was created in the future. Correct the date."),
    Flaw("updated_at > $soon", "updated_at", "It was changed in the future. Correct the date."),
)
# Without an id, the e-mail address is one; without that, all that is said. Rows that are then the same are
# numbered, by what they say and not by their place, so that none is lost and a later load finds them again.
_SAID = ", ".join(f"lower({text(name)})" for name in ATTRIBUTES)
_ATTRIBUTES = ", ".join(f"{text(name)} as {name}" for name in ATTRIBUTES)
NORMAL = f"""
with known as (
    select *, {number("record_id")} as given_id, md5(concat_ws('|', {_SAID})) as said from rows
), numbered as (
    select *, coalesce(given_id, {address("email")}, said) as own_id, row_number() over (
        partition by own_id order by given_id is null, updated_at desc nulls last, said, row_in_file) as nth
    from known
)
select $source as source, own_id || case when nth = 1 then '' else '#' || nth end as source_record_id,
       {_ATTRIBUTES}, rest_of_row as other, created_at, updated_at, $now as loaded_at, $load as load
from numbered
"""

GENERIC = Format(
    "customer-people", "People of any source", "record",
    "Contacts, customers, members or requesters: whoever a system knows, one row each.",
    SourceKind.PEOPLE, FIELDS, NORMAL, key=("record_id",), flaws=FLAWS, options=(WHOLE, REST),
)  # fmt: skip


def _known(slug: str, title: str, usual: str, marks: tuple[str, ...], first: Mapping[str, str]) -> Format:
    """The generic format with the headers of one system before all other names."""
    return replace(
        GENERIC,
        slug=slug,
        title=title,
        usual=usual,
        description=f"{title} as {usual} exports them.",
        marks=frozenset(marks),
        fields=tuple(_headed(field, first.get(field.name, "")) for field in FIELDS),
    )


def _headed(field: Field, header: str) -> Field:
    return replace(field, aliases=(header, *field.aliases)) if header else field


HUBSPOT = _known(
    "customer-hubspot", "HubSpot contacts", "HubSpot", ("Record ID", "Lifecycle Stage"),
    {"record_id": "Record ID", "created_at": "Create Date", "phone": "Phone Number",
     "updated_at": "Last Modified Date", "company": "Company Name"},
)  # fmt: skip
SALESFORCE = _known(
    "customer-salesforce", "Salesforce contacts", "Salesforce", ("IsDeleted", "SystemModstamp"),
    {"record_id": "Id", "created_at": "CreatedDate", "updated_at": "SystemModstamp", "deleted": "IsDeleted",
     "birth_date": "Birthdate", "street": "MailingStreet", "postcode": "MailingPostalCode",
     "city": "MailingCity", "country": "MailingCountry"},
)  # fmt: skip
FORMATS = (GENERIC, HUBSPOT, SALESFORCE)
