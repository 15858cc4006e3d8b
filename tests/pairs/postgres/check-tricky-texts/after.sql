CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY, v character varying(20), t text, n integer, m numeric, d date, j jsonb, l text[], b boolean,
    CONSTRAINT c_in CHECK (v IN ('a', 'b', 'it''s')),
    CONSTRAINT c_not_in CHECK (v NOT IN ('x', 'y')),
    CONSTRAINT c_between CHECK (n BETWEEN 1 AND 10 AND m BETWEEN 0.5 AND 9.75),
    CONSTRAINT c_regex CHECK (v ~ '^[a-z]+(\.[a-z]{2,3})?$' AND t !~* '[;"]'),
    CONSTRAINT c_quotes CHECK (t <> 'say "hi"; -- don''t' AND t <> E'tab\tback\\slash'),
    CONSTRAINT c_like CHECK (t LIKE '%''%' OR t ILIKE 'x\_y%' ESCAPE '\'),
    CONSTRAINT c_case CHECK (CASE WHEN b THEN n > 0 ELSE n < 0 END),
    CONSTRAINT c_distinct CHECK (n IS DISTINCT FROM m),
    CONSTRAINT c_date CHECK (d >= '2000-01-01' AND extract(year FROM d) < 3000),
    CONSTRAINT c_json CHECK (j ? 'a' AND (j ->> 'a')::integer = 1 AND jsonb_typeof(j) = 'object'),
    CONSTRAINT c_array CHECK ('x' = ANY (l) AND cardinality(l) < 5),
    CONSTRAINT c_null CHECK (num_nonnulls(v, t, n) >= 1 AND (b IS TRUE OR b IS NULL)),
    CONSTRAINT c_not CHECK (NOT (n = 7 OR n = 8)),
    CONSTRAINT c_coalesce CHECK (coalesce(v, 'none') IN ('a', 'none'))
);
INSERT INTO shop.t VALUES (1, 'a', 'it''s', 5, 1.5, '2024-01-01', '{"a": 1}', '{x}', true);
