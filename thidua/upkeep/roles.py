"""Who may do what in PostgreSQL: the owner makes the tables, the program's own role reads and writes rows.

What the ledger's triggers guard is then out of the program's reach altogether: it may not change or delete a row there,
nor empty the table, nor take a trigger off, whatever SQL somebody makes it say.
"""

from django.db import connection, transaction

APPENDED = ("ledger_entry", "ledger_dayhead")
READ = ("django_migrations",)
SWEPT = ("ballots_paper", "ballots_turnout")
"""Vacuumed when a secret ballot closes (`ballots.actions.casting.sweep`)."""
MAINTAIN = 170000
"""The first PostgreSQL whose owners may let another role vacuum."""


def why_not_give(role: str) -> str:
    """Empty when the role can be given the rows: it is there, and is not the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_roles WHERE rolname = %s", [role])
        owner, there = cursor.fetchone()
    if role == owner:
        return (f"DATABASE_URL và THIDUA_DATABASE_OWNER_URL cùng là tài khoản “{role}”; tài khoản của phần mềm phải "
                "khác tài khoản sở hữu bảng.")  # fmt: skip
    return "" if there else f"Chưa có tài khoản “{role}” của DATABASE_URL trong PostgreSQL: CREATE ROLE nó trước."


def give(role: str) -> None:
    """Give the role the rows of every table there is or will be, and no more than that."""
    name, every = connection.ops.quote_name(role), "ALL TABLES IN SCHEMA public"
    rows, appended, swept = "SELECT, INSERT, UPDATE, DELETE", ", ".join(APPENDED), ", ".join(SWEPT)
    statements = [
        f"REVOKE ALL ON {every} FROM {name}, PUBLIC",
        f"GRANT {rows} ON {every} TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rows} ON TABLES TO {name}",
        f"REVOKE UPDATE, DELETE ON {appended} FROM {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(READ)} FROM {name}",
    ]
    if connection.pg_version >= MAINTAIN:  # type: ignore[attr-defined]
        statements.append(f"GRANT MAINTAIN ON {swept} TO {name}")
    else:  # the server sweeps by itself, within a minute of the last dead row
        statements += [f"ALTER TABLE {table} SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)"
                       for table in SWEPT]  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
