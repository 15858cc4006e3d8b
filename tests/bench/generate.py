#!/usr/bin/env python3
"""Writes SQL for N tables of 12 columns and N views to stdout; a table has a primary key, two indexes, a foreign key, a check.

usage: generate.py [--sqlite] N [SCHEMA]

The same N gives the same bytes.  Every table but the first refers to one before it.
"""
import sys

WORDS = ("customer", "order", "invoice", "product", "stock", "payment", "review", "address", "shipment", "price")

# What the engines spell differently.
POSTGRES = {
    "id": "id bigint GENERATED ALWAYS AS IDENTITY",
    "parent": "bigint",
    "true": "true",
    "time": "timestamp with time zone",
    "now": "now()",
}
SQLITE = {"id": "id integer NOT NULL", "parent": "integer", "true": "1", "time": "text", "now": "CURRENT_TIMESTAMP"}

TABLES_AT_ONCE = 50  # a transaction holds about ten locks for each


def table_name(number):
    return f"{WORDS[number % len(WORDS)]}_{number:05d}"


def table_sql(prefix, words, number):
    """`prefix`: the quoted schema and its dot; empty on an engine without schemas, where indexes have none either way."""
    name = table_name(number)
    other = table_name(number // 2)
    own = f'{prefix}"{name}"'
    lines = [
        words["id"],
        f"parent_id {words['parent']}",
        "code varchar(20) NOT NULL",
        "title text NOT NULL DEFAULT ''",
        "status varchar(12) NOT NULL DEFAULT 'open'",
        "amount numeric(12,2) NOT NULL DEFAULT 0",
        "quantity integer NOT NULL DEFAULT 1",
        f"is_active boolean NOT NULL DEFAULT {words['true']}",
        f"created_at {words['time']} NOT NULL DEFAULT {words['now']}",
        f"changed_at {words['time']}",
        "note text",
        "total numeric(14,2) GENERATED ALWAYS AS (amount * quantity) STORED",
        f"CONSTRAINT {name}_pkey PRIMARY KEY (id)",
        f"CONSTRAINT {name}_status_check CHECK (status IN ('open', 'done', 'void'))",
    ]
    if number > 0:
        lines.append(f'CONSTRAINT {name}_parent_fkey FOREIGN KEY (parent_id) REFERENCES {prefix}"{other}" (id) ON DELETE CASCADE')
    yield f"CREATE TABLE {own} (\n    " + ",\n    ".join(lines) + "\n);"
    yield f"CREATE UNIQUE INDEX {name}_code_key ON {own} (lower(code));"
    yield f"CREATE INDEX {name}_open_idx ON {own} (parent_id, created_at DESC) WHERE status = 'open';"


def view_sql(prefix, number):
    name = table_name(number)
    other = table_name(number // 2)
    return (f'CREATE VIEW {prefix}"{name}_open" AS\n'
            f"    SELECT t.id, t.code, t.title, t.amount, t.total, p.code AS parent_code\n"
            f'      FROM {prefix}"{name}" t LEFT JOIN {prefix}"{other}" p ON p.id = t.parent_id\n'
            f"     WHERE t.status = 'open' AND t.is_active;")


def main(arguments):
    is_sqlite = arguments[:1] == ["--sqlite"]
    arguments = arguments[is_sqlite:]
    if not 1 <= len(arguments) <= 2 or not arguments[0].isdigit():
        sys.exit(__doc__)
    schema = arguments[1] if len(arguments) == 2 else "bench"
    prefix = "" if is_sqlite else f'"{schema}".'
    if not is_sqlite:
        print(f'CREATE SCHEMA "{schema}";')
    print("BEGIN;")
    for number in range(int(arguments[0])):
        if number > 0 and number % TABLES_AT_ONCE == 0:
            print("COMMIT;\nBEGIN;")
        for statement in table_sql(prefix, SQLITE if is_sqlite else POSTGRES, number):
            print(statement)
        print(view_sql(prefix, number))
    print("COMMIT;")


if __name__ == "__main__":
    main(sys.argv[1:])
