"""The database itself refuses to change or remove events and versions."""

from __future__ import annotations

from typing import Any

_TABLES = {"cases_event": "händelser", "cases_version": "versioner"}


def make(apps: Any, editor: Any) -> None:
    """Makes the triggers, in the words of the database at hand."""
    for table, what in _TABLES.items():
        for statement in _statements(editor.connection.vendor, table, f"{what} ändras aldrig"):
            editor.execute(statement)


def drop(apps: Any, editor: Any) -> None:
    """Removes the triggers."""
    on = "" if editor.connection.vendor == "sqlite" else " ON {table}"
    for table in _TABLES:
        for act in ("update", "delete", "truncate"):
            if act != "truncate" or on:
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on.format(table=table)}")


def _statements(vendor: str, table: str, why: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END"
            for act in ("update", "delete")
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_never() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{why}'; END $$"
    )
    return [
        function,
        *(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            f"FOR EACH {'STATEMENT' if act == 'truncate' else 'ROW'} EXECUTE FUNCTION {table}_never()"
            for act in ("update", "delete", "truncate")
        ),
    ]
