"""The part of the promise that a CHECK cannot say: a refusal's alternative belongs to the same request.

Kept by triggers, so that no raw write gets past it. A migration that alters `intake_answer` on SQLite ends
with `RunPython(promise.install)`, because Django rebuilds the table there.
"""

from typing import Any

SENTENCE = "the alternative belongs to another request"
NAME = "intake_answer_own_alternative"
_FOREIGN = (
    "NOT EXISTS (SELECT 1 FROM intake_alternative WHERE id = new.lead_alternative_id "  # constants
    "AND request_id = new.request_id AND round = new.round)"
)


def install(apps: Any, schema_editor: Any) -> None:
    """Make the triggers, or make them anew."""
    remove(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(
                f"CREATE TRIGGER {NAME}_{event.lower()} BEFORE {event} ON intake_answer "
                f"WHEN new.lead_alternative_id IS NOT NULL AND {_FOREIGN} "
                f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF new.lead_alternative_id IS NOT NULL AND {_FOREIGN} THEN "
        f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN new; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON intake_answer "
        f"FOR EACH ROW EXECUTE FUNCTION {NAME}()"
    )


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away."""
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{event}")
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON intake_answer")
    schema_editor.execute(f"DROP FUNCTION IF EXISTS {NAME}()")
