CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer CONSTRAINT t_pkey PRIMARY KEY, n integer, v character varying(10), t text,
    CONSTRAINT c1 CHECK ((n >= 1) AND (n <= 5)),
    CONSTRAINT c2 CHECK (n > 0),
    CONSTRAINT c3 CHECK (t = ANY (ARRAY['a'::text, 'b'::text])),
    CONSTRAINT c4 CHECK (n <> 3),
    CONSTRAINT c5 CHECK ((v)::text = 'x'::text),
    CONSTRAINT c6 CHECK (v IN ('a', 'b'))
);
