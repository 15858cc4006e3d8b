CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY, n integer, v character varying(10),
    CONSTRAINT t_n_check CHECK (n > 0),
    CONSTRAINT t_v_check CHECK (v IN ('a', 'b'))
);
INSERT INTO shop.t VALUES (1, 5, 'a');
