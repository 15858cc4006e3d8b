CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    plain text,
    with_default integer DEFAULT 7,
    required text DEFAULT 'x' NOT NULL,
    stable timestamp with time zone DEFAULT now() NOT NULL,
    collated text COLLATE "C" DEFAULT 'y',
    list integer[] DEFAULT '{}' NOT NULL,
    doc jsonb DEFAULT '{"a": 1}' NOT NULL
);
INSERT INTO shop.t VALUES (1), (2);
