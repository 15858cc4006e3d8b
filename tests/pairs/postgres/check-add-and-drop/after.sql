CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY, a integer, b integer, s character varying(10),
    CONSTRAINT t_a_check CHECK (a > 0),
    CONSTRAINT t_order CHECK (a < b),
    CONSTRAINT t_s_check CHECK (s IN ('new', 'paid'))
);
INSERT INTO shop.t VALUES (1, 5, 6, 'new');
