"""Who may do what in the house: one line for every address and every operation of the API.

`test_access.py` walks all of them with everybody of the cast, and fails on an address that has no line here.
A line names who may read (GET) and who may write (POST on pages; the operation's own method in the API) the
sample thing `on`. Whoever is not named is refused. Lists are open to everyone where each sees only what is
theirs: a stranger finds an empty list.
"""

from dataclasses import dataclass

NOBODY: frozenset[str] = frozenset()
MARKETING = frozenset({"mara", "nele", "emil"})
IT = frozenset({"ivo", "tomas", "lena"})
WORKERS = MARKETING | IT
COMMENTERS = WORKERS | {"ana"}
READERS = COMMENTERS | {"finn", "ada"}
EVERYONE = READERS | {"sam"}
ADMINISTRATORS = frozenset({"ada"})
OFFICES = frozenset({"mara", "ivo"})
KEYS = OFFICES | {"lena"}  # Lena is Ivo's delegate these days; Emil was Mara's until last week
LEDGER_READERS = OFFICES | ADMINISTRATORS
ARRANGERS = OFFICES | ADMINISTRATORS  # of request types and of the board
IMPORTERS = WORKERS | ADMINISTRATORS
NELE = frozenset({"nele"})
TOMAS = frozenset({"tomas"})
NELE_AND_ADA = NELE | ADMINISTRATORS
ASKING = frozenset({"nele", "mara"})  # Nele asked, Mara holds the office behind her
VISITORS = EVERYONE | {"visitor"}  # also who is not signed in


@dataclass(frozen=True)
class Page:
    """An address: who may open it, who may post to it; None where the method is not offered."""

    name: str
    on: str = ""
    read: frozenset[str] | None = None
    write: frozenset[str] | None = None


@dataclass(frozen=True)
class Operation:
    """An operation of the API."""

    name: str
    on: str = ""
    by: frozenset[str] = NOBODY


PAGES = [
    Page("home:common-ground", read=EVERYONE),
    Page("ui:style", read=EVERYONE),
    Page("api:openapi-json", read=VISITORS),
    Page("api:openapi-view", read=EVERYONE),
    Page("api:api-root", read=NOBODY),
    # Signing in and out
    Page("people:first-run", read=NOBODY, write=NOBODY),  # the house is open already
    Page("account_login", read=VISITORS, write=VISITORS),
    Page("account_logout", read=EVERYONE, write=EVERYONE),
    Page("account_inactive", read=VISITORS),
    Page("account_change_password", read=EVERYONE, write=EVERYONE),
    Page("account_reset_password", read=VISITORS, write=VISITORS),
    Page("account_reset_password_done", read=VISITORS),
    Page("account_reset_password_from_key", "reset key", read=VISITORS, write=VISITORS),
    Page("account_reset_password_from_key_done", read=VISITORS),
    # People
    Page("people:people", read=EVERYONE),
    Page("people:new", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:me", read=EVERYONE, write=EVERYONE),
    Page("people:sessions", write=EVERYONE),
    Page("people:tokens", read=EVERYONE, write=READERS),
    Page("people:token-revocation", "token of Nele", read=NELE, write=NELE),
    Page("people:person", "Nele", read=READERS),
    Page("people:person", "Sam", read=EVERYONE),
    Page("people:edit", "Nele", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:role", "Nele", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:deactivation", "Nele", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:reactivation", "closed account", write=ADMINISTRATORS),
    Page("people:invitation", "Nele", write=ADMINISTRATORS),
    Page("people:teams", read=EVERYONE),
    Page("people:new-team", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:edit-team", "team", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:specialties", read=EVERYONE),
    Page("people:new-specialty", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:edit-specialty", "specialty", read=ADMINISTRATORS, write=ADMINISTRATORS),
    Page("people:delegations", read=EVERYONE),
    Page("people:new-delegation", read=OFFICES, write=OFFICES),
    Page(
        "people:delegation-revocation",
        "delegation of Ivo to Lena",
        read=ADMINISTRATORS | {"ivo", "lena"},
        write=ADMINISTRATORS | {"ivo", "lena"},
    ),
    # What people say
    Page("people:mentions", read=EVERYONE, write=EVERYONE),
    Page("people:names", read=COMMENTERS),
    Page("people:comment", "comment of Nele", read=READERS),
    Page("people:comment-edit", "comment of Nele", read=NELE, write=NELE),
    Page("people:comment-removal", "comment of Nele", read=NELE_AND_ADA, write=NELE_AND_ADA),
    Page("people:comments", "thread of a request", read=READERS, write=COMMENTERS),
    Page("people:comments", "thread of a draft request", read=ASKING, write=ASKING),
    Page("people:comments", "thread of a proposal", read=READERS, write=COMMENTERS),
    Page("people:watch", "thread of a request", write=READERS),
    Page("people:watch", "thread of a draft request", write=ASKING),
    # Ledger and runs
    Page("audit:entries", read=LEDGER_READERS),
    Page("audit:verification", read=LEDGER_READERS, write=LEDGER_READERS),
    Page("audit:export", read=LEDGER_READERS),
    Page("audit:entry", "entry", read=LEDGER_READERS),
    Page("audit:runs", read=EVERYONE),
    Page("warehouse:datasets", read=READERS),
    Page("warehouse:dataset", "dataset", read=READERS),
    Page("audit:run", "run of Nele", read=NELE_AND_ADA),
    Page("audit:cancellation", "run of Nele", write=NELE_AND_ADA),
    # Imports: a file comes in as its bringer's, so only they work on it; administrators can clear it away
    Page("imports:list", read=IMPORTERS, write=IMPORTERS),
    Page("imports:template-csv", "template for requests", read=IMPORTERS),
    Page("imports:template-csv", "template for people", read=ADMINISTRATORS),
    Page("imports:template-xlsx", "template for requests", read=IMPORTERS),
    Page("imports:batch", "file of Nele", read=NELE_AND_ADA),
    Page("imports:importer", "file of Nele", write=NELE),
    Page("imports:reading", "file of Nele", write=NELE),
    Page("imports:mapping", "file of Nele", read=NELE_AND_ADA, write=NELE),
    Page("imports:check", "file of Nele", read=NELE_AND_ADA, write=NELE),
    Page("imports:bad-rows", "file of Nele", read=NELE_AND_ADA),
    Page("imports:application", "file of Nele", read=NELE_AND_ADA, write=NELE),
    Page("imports:undoing", "imported file of Nele", write=NELE_AND_ADA),
    Page("imports:discarding", "file of Nele", write=NELE_AND_ADA),
    # Alignment: everybody with a role reads, the offices run rounds, who was asked answers
    Page("alignment:overview", read=EVERYONE),
    Page("alignment:new", read=OFFICES, write=OFFICES),
    Page("alignment:round", "round", read=READERS),
    Page("alignment:document", "past round", read=READERS),
    Page("alignment:answers", "round", read=COMMENTERS),
    Page("alignment:criterion", "criterion", read=COMMENTERS, write=COMMENTERS),
    Page("alignment:reminders", "round", write=OFFICES),
    Page("alignment:extension", "round", write=OFFICES),
    Page("alignment:end", "round", write=OFFICES),
    # Customers: everybody with a role sees them masked, Nele has a clearance
    Page("segments:segments", read=EVERYONE),
    Page("segments:new", read=COMMENTERS, write=COMMENTERS),
    Page("segments:count", write=READERS),
    Page("segments:counts", write=COMMENTERS),
    Page("segments:overlap", read=READERS),
    Page("segments:segment", "segment", read=READERS),
    Page("segments:edit", "segment", read=COMMENTERS, write=COMMENTERS),
    Page("segments:archive", "segment", write=COMMENTERS),
    Page("segments:exports", "segment", write=NELE),
    Page("segments:download", "segment export", write=NELE),
    Page("segments:export-removal", "segment export", write=OFFICES | NELE_AND_ADA),
    Page("profiles:customers", read=EVERYONE),
    Page("profiles:search", read=NELE, write=NELE),
    Page("profiles:export", read=NELE, write=NELE),
    Page("profiles:figures", read=READERS),
    Page("profiles:rules", read=READERS, write=ARRANGERS),
    Page("profiles:customer", "customer", read=READERS),
    Page("profiles:overrides", "customer", read=NELE, write=NELE),
    Page("profiles:override-removal", "override", write=NELE),
    Page("matching:clearances", read=READERS),
    Page("matching:new-clearance", read=OFFICES, write=OFFICES),
    Page("matching:clearance-end", "clearance", read=OFFICES | TOMAS, write=OFFICES | TOMAS),
    Page("matching:overview", read=READERS),
    Page("matching:runs", write=WORKERS | ADMINISTRATORS),
    Page("matching:decisions", read=READERS),
    Page("matching:withdrawal", "pair decision", write=NELE),
    Page("matching:review", read=READERS),
    Page("matching:answers", write=NELE),
    Page("matching:why", "customer", read=NELE, write=NELE),
    # Requests: the asked side answers, the asking side replies, only keys settle
    Page("intake:requests", read=EVERYONE),
    Page("intake:new", read=WORKERS, write=WORKERS),
    Page("intake:similar", read=EVERYONE),
    Page("intake:figures", read=READERS),
    Page("intake:types", read=EVERYONE),
    Page("intake:new-type", read=ARRANGERS, write=ARRANGERS),
    Page("intake:type", "type", read=EVERYONE, write=ARRANGERS),
    Page("intake:type-use", "type", write=ARRANGERS),
    Page("intake:request", "request", read=READERS),
    Page("intake:request", "draft request", read=ASKING),
    Page("intake:edit", "request", read=ASKING, write=ASKING),
    Page("intake:edit", "draft request", read=ASKING, write=ASKING),
    Page("intake:withdrawal", "request", read=ASKING, write=ASKING),
    Page("intake:vote", "request", write=COMMENTERS - NELE),
    Page("intake:answer", "request", read=IT, write=IT),
    Page("intake:answer", "request of IT", read=MARKETING, write=MARKETING),
    Page("intake:answer", "draft request", read=NOBODY, write=NOBODY),
    Page("intake:acceptance", "conditional answer", write=ASKING),
    Page("intake:counter-offer", "refused request", read=ASKING, write=ASKING),
    Page("intake:escalation", "refused request", read=ASKING, write=ASKING),
    Page("intake:alternative-acceptance", "alternative", write=ASKING),
    Page("intake:settlement", "escalated request", read=READERS, write=KEYS),
    Page("intake:settlement", "draft request", read=NOBODY, write=NOBODY),
    Page("intake:settlement-signature", "escalated request", write=KEYS),
    # Proposals: both sides write, only keys sign
    Page("portfolio:proposals", read=EVERYONE),
    Page("portfolio:new", read=WORKERS, write=WORKERS),
    Page("portfolio:proposal", "draft", read=READERS),
    Page("portfolio:proposal", "approved", read=READERS),
    Page("portfolio:offer", "draft", write=WORKERS),
    Page("portfolio:signature", "offered", read=READERS, write=KEYS),
    Page("portfolio:withdrawal", "signed by marketing", write=KEYS),
    Page("portfolio:position", "draft", write=WORKERS),
    Page("portfolio:placement", "approved", read=WORKERS, write=WORKERS),
    Page("portfolio:backlog", read=EVERYONE),
    Page("portfolio:moves", write=WORKERS),
    Page("portfolio:ordering", write=WORKERS),
    Page("portfolio:restoration", "ordering", write=WORKERS),
    Page("portfolio:board", read=EVERYONE),
    Page("portfolio:columns", read=ARRANGERS, write=ARRANGERS),
    Page("portfolio:column", "column", read=ARRANGERS, write=ARRANGERS),
    Page("portfolio:column-removal", "column", write=ARRANGERS),
    # Customers: everybody with a role reads masked; Nele has a clearance
    Page("journeys:flows", read=READERS),
    Page("journeys:timeline", "customer", read=READERS),
    Page("own:door", read=VISITORS, write=VISITORS),
    Page("own:page", "own link", read=VISITORS),
    Page("own:consent", "own link", write=VISITORS),
    Page("own:correction", "own link", write=VISITORS),
    Page("own:download", "own link", read=VISITORS),
    Page("own:erasure", "own link", read=VISITORS, write=VISITORS),
    Page("privacy:overview", read=READERS),
    Page("privacy:acceptance", "correction", write=NELE),
    Page("privacy:refusal", "correction", write=NELE),
    Page("privacy:erasure", "erasure", read=READERS),
    Page("privacy:certificate", "erased", read=READERS),
    Page("privacy:confirmation", "erasure", write=IT),
    Page("privacy:declination", "erasure", write=IT | NELE),
    Page("privacy:resumption", "open erasure", write=NELE),
    Page("privacy:revocation", "own link of staff", write=NELE),
    Page("privacy:customer", "customer", read=READERS),
    Page("privacy:links", "customer", write=NELE),
    Page("privacy:erasures", "customer", write=NELE),
    Page("sources:sources", read=READERS),
    Page("sources:new", read=IMPORTERS, write=IMPORTERS),
    Page("sources:source", "source", read=READERS),
    Page("sources:settings", "source", read=IMPORTERS, write=IMPORTERS),
    Page("sources:files", "source", write=IMPORTERS),
    Page("sources:readings", "source", write=IMPORTERS),
    Page("consent:overview", read=READERS),
    Page("consent:contradictions", read=NELE),
    Page("consent:new-purpose", read=OFFICES, write=OFFICES),
    Page("consent:purpose", "purpose", read=READERS, write=OFFICES),
    Page("consent:customer", "customer", read=READERS, write=NELE),
    *(
        Page(f"portfolio:section-{slug}", on, read=WORKERS, write=WORKERS)
        for slug in ("case", "money", "scores")
        for on in ("draft", "offered")
    ),
    *(
        page
        for slug in ("requirements", "efforts", "involvements", "benefits", "relations")
        for page in (
            Page(f"portfolio:{slug}", "draft", read=WORKERS, write=WORKERS),
            Page(f"portfolio:{slug}-member", slug, read=WORKERS, write=WORKERS),
            Page(f"portfolio:{slug}-removal", slug, write=WORKERS),
        )
    ),
]

OPERATIONS = [
    Operation("list_assessment_items", by=EVERYONE),
    Operation("list_rounds", by=EVERYONE),
    Operation("open_round", by=OFFICES),
    Operation("get_round", "round", by=READERS),
    Operation("end_round", "round", by=OFFICES),
    Operation("answer_criterion", "criterion", by=COMMENTERS),
    Operation("get_round_results", "past round", by=READERS),
    Operation("get_common_ground", by=EVERYONE),
    Operation("get_me", by=EVERYONE),
    Operation("list_people", by=EVERYONE),
    Operation("create_person", by=ADMINISTRATORS),
    Operation("get_person", "Nele", by=READERS),
    Operation("edit_person", "Nele", by=ADMINISTRATORS),
    Operation("deactivate_person", "Nele", by=ADMINISTRATORS),
    Operation("list_teams", by=EVERYONE),
    Operation("create_team", by=ADMINISTRATORS),
    Operation("list_delegations", by=EVERYONE),
    Operation("give_delegation", by=OFFICES),
    Operation("revoke_delegation", "delegation of Ivo to Lena", by=ADMINISTRATORS | {"ivo", "lena"}),
    Operation("list_comments", "thread of a request", by=READERS),
    Operation("list_comments", "thread of a draft request", by=ASKING),
    Operation("write_comment", "thread of a request", by=COMMENTERS),
    Operation("write_comment", "thread of a draft request", by=ASKING),
    Operation("list_tokens", by=EVERYONE),
    Operation("revoke_token", "token of Nele", by=NELE),
    Operation("list_entries", by=LEDGER_READERS),
    Operation("verify_ledger", by=LEDGER_READERS),
    Operation("list_runs", by=EVERYONE),
    Operation("list_datasets", by=EVERYONE),
    Operation("get_run", "run of Nele", by=NELE_AND_ADA),
    Operation("cancel_run", "run of Nele", by=NELE_AND_ADA),
    Operation("list_importers", by=EVERYONE),
    Operation("list_imports", by=EVERYONE),
    Operation("create_import", by=IMPORTERS),
    Operation("get_import", "file of Nele", by=NELE_AND_ADA),
    Operation("list_bad_rows", "file of Nele", by=NELE_AND_ADA),
    Operation("map_import", "file of Nele", by=NELE),
    Operation("check_import", "file of Nele", by=NELE),
    Operation("apply_import", "file of Nele", by=NELE),
    Operation("undo_import", "imported file of Nele", by=NELE_AND_ADA),
    Operation("discard_import", "file of Nele", by=NELE_AND_ADA),
    Operation("list_requests", by=EVERYONE),
    Operation("create_request", by=WORKERS),
    Operation("request_figures", by=READERS),
    Operation("get_request", "request", by=READERS),
    Operation("get_request", "draft request", by=ASKING),
    Operation("edit_request", "request", by=ASKING),
    Operation("edit_request", "draft request", by=ASKING),
    Operation("withdraw_request", "request", by=ASKING),
    Operation("list_answers", "refused request", by=READERS),
    Operation("answer_request", "request", by=IT),
    Operation("answer_request", "request of IT", by=MARKETING),
    Operation("reply_to_answer", "refused request", by=ASKING),
    Operation("add_voice", "request", by=COMMENTERS - NELE),
    Operation("take_voice_back", "request", by=READERS),
    Operation("get_settlement", "escalated request", by=READERS),
    Operation("write_settlement", "escalated request", by=KEYS),
    Operation("sign_settlement", "escalated request", by=KEYS),
    Operation("list_request_types", by=EVERYONE),
    Operation("create_request_type", by=ARRANGERS),
    Operation("issue_own_link", "customer", by=NELE),
    Operation("ask_erasure", "customer", by=NELE),
    Operation("list_erasures", by=EVERYONE),
    Operation("get_erasure", "erasure", by=READERS),
    Operation("confirm_erasure", "erasure", by=IT),
    Operation("list_sources", by=EVERYONE),
    Operation("get_source", "source", by=READERS),
    Operation("list_loads", "source", by=READERS),
    Operation("bring_source_file", "source", by=IMPORTERS),
    Operation("read_source", "source", by=IMPORTERS),
    Operation("list_purposes", by=EVERYONE),
    Operation("get_flow", by=READERS),
    Operation("get_timeline", "customer", by=READERS),
    Operation("get_consent", "customer", by=READERS),
    Operation("list_customers", by=EVERYONE),
    Operation("get_customer", "customer", by=READERS),
    Operation("write_override", "customer", by=NELE),
    Operation("take_override_back", "override", by=NELE),
    Operation("list_survivorship_rules", by=READERS),
    Operation("set_survivorship_rule", "survivorship field", by=ARRANGERS),
    Operation("list_segments", by=EVERYONE),
    Operation("create_segment", by=COMMENTERS),
    Operation("count_definition", by=READERS),
    Operation("get_segment", "segment", by=READERS),
    Operation("change_segment", "segment", by=COMMENTERS),
    Operation("count_segment", "segment", by=READERS),
    Operation("list_segment_exports", "segment", by=NELE),
    Operation("export_segment", "segment", by=NELE),
    Operation("record_consent_word", "customer", by=NELE),
    Operation("list_proposals", by=EVERYONE),
    Operation("create_proposal", by=WORKERS),
    Operation("get_proposal", "draft", by=READERS),
    Operation("edit_proposal", "draft", by=WORKERS),
    Operation("offer_proposal", "draft", by=WORKERS),
    Operation("get_offer", "offered", by=READERS),
    Operation("list_signatures", "approved", by=READERS),
    Operation("sign_proposal", "offered", by=KEYS),
    Operation("withdraw_signature", "signed by marketing", by=KEYS),
    Operation("get_backlog", by=EVERYONE),
    Operation("move_in_backlog", "draft", by=WORKERS),
    Operation("get_board", by=EVERYONE),
    Operation("move_on_board", "approved", by=WORKERS),
    *(
        operation
        for part, parts in (
            ("requirement", "requirements"),
            ("effort", "efforts"),
            ("involvement", "involvements"),
            ("benefit", "benefits"),
            ("relation", "relations"),
        )
        for operation in (
            Operation(f"list_{parts}", "draft", by=READERS),
            Operation(f"add_{part}", "draft", by=WORKERS),
            Operation(f"change_{part}", parts, by=WORKERS),
            Operation(f"remove_{part}", parts, by=WORKERS),
        )
    ),
]
