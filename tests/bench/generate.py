#!/usr/bin/env python3
"""Writes SQL for N tables of 12 columns and N views to stdout; a table has a primary key, two indexes, a foreign key, a check.

usage: generate.py N [SCHEMA]

The same N gives the same bytes.  Every table but the first refers to one before it.
"""
import sys

WORDS = ("customer", "order", "invoice", "product", "stock", "payment", "review", "address", "shipment", "price")


def table_name(number):
    return f"{WORDS[number % len(WORDS)]}_{number:05d}"


def table_sql(schema, number):
    name = table_name(number)
    other = table_name(number // 2)
    own = f'"{schema}"."{name}"'
    lines = [
        "id bigint GENERATED ALWAYS AS IDENTITY",
        "parent_id bigint",
        "code varchar(20) NOT NULL",
        "title text NOT NULL DEFAULT ''",
        "status varchar(12) NOT NULL DEFAULT 'open'",
        "amount numeric(12,2) NOT NULL DEFAULT 0",
        "quantity integer NOT NULL DEFAULT 1",
        "is_active boolean NOT NULL DEFAULT true",
        "created_at timestamp with time zone NOT NULL DEFAULT now()",
        "changed_at timestamp with time zone",
        "note text",
        "total numeric(14,2) GENERATED ALWAYS AS (amount * quantity) STORED",
        f"CONSTRAINT {name}_pkey PRIMARY KEY (id)",
        f"CONSTRAINT {name}_status_check CHECK (status IN ('open', 'done', 'void'))",
    ]
    if number > 0:
        lines.append(f'CONSTRAINT {name}_parent_fkey FOREIGN KEY (parent_id) REFERENCES "{schema}"."{other}" (id) ON DELETE CASCADE')
    yield f"CREATE TABLE {own} (\n    " + ",\n    ".join(lines) + "\n);"
    yield f"CREATE UNIQUE INDEX {name}_code_key ON {own} (lower(code));"
    yield f"CREATE INDEX {name}_open_idx ON {own} (parent_id, created_at DESC) WHERE status = 'open';"


def view_sql(schema, number):
    name = table_name(number)
    other = table_name(number // 2)
    return (f'CREATE VIEW "{schema}"."{name}_open" AS\n'
            f"    SELECT t.id, t.code, t.title, t.amount, t.total, p.code AS parent_code\n"
            f'      FROM "{schema}"."{name}" t LEFT JOIN "{schema}"."{other}" p ON p.id = t.parent_id\n'
            f"     WHERE t.status = 'open' AND t.is_active;")


def main(arguments):
    if not 1 <= len(arguments) <= 2 or not arguments[0].isdigit():
        sys.exit(__doc__)
    schema = arguments[1] if len(arguments) == 2 else "bench"
    print(f'CREATE SCHEMA "{schema}";')
    for number in range(int(arguments[0])):
        if number % 50 == 0:
            print("BEGIN;" if number == 0 else "COMMIT;\nBEGIN;")
        for statement in table_sql(schema, number):
            print(statement)
        print(view_sql(schema, number))
    print("COMMIT;")


if __name__ == "__main__":
    main(sys.argv[1:])
