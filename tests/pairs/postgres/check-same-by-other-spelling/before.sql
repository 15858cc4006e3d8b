CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer CONSTRAINT t_pkey PRIMARY KEY, n integer, v character varying(10), t text,
    CONSTRAINT c1 CHECK (n BETWEEN 1 AND 5),
    CONSTRAINT c2 CHECK (((n > 0))),
    CONSTRAINT c3 CHECK (t IN ('a', 'b')),
    CONSTRAINT c4 CHECK (n != 3),
    CONSTRAINT c5 CHECK (v = 'x'),
    CONSTRAINT c6 CHECK ((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))
);
