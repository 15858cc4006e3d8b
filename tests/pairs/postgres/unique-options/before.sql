CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY, a text, b integer, c integer, d integer, e integer,
    CONSTRAINT t_columns_key UNIQUE (a, b),
    CONSTRAINT t_include_key UNIQUE (b, id),
    CONSTRAINT t_deferrable_key UNIQUE (c),
    CONSTRAINT t_deferred_key UNIQUE (d) DEFERRABLE,
    CONSTRAINT t_nulls_key UNIQUE (e)
);
INSERT INTO shop.t VALUES (1, 'x', 1, 1, 1, 1);
