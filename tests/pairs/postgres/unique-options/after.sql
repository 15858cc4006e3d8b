CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY, a text, b integer, c integer, d integer, e integer,
    CONSTRAINT t_columns_key UNIQUE (a, c),
    CONSTRAINT t_include_key UNIQUE (b, id) INCLUDE (a),
    CONSTRAINT t_deferrable_key UNIQUE (c) DEFERRABLE,
    CONSTRAINT t_deferred_key UNIQUE (d) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT t_nulls_key UNIQUE NULLS NOT DISTINCT (e)
);
INSERT INTO shop.t VALUES (1, 'x', 1, 1, 1, 1);
