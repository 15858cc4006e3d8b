CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a character varying(10),
    b character varying(10),
    c numeric(10,2),
    d numeric(10,2),
    e timestamp(3) without time zone,
    f bit varying(5),
    g character varying(10)
);
CREATE INDEX t_a_idx ON shop.t (a);
CREATE UNIQUE INDEX t_c_idx ON shop.t (c);
INSERT INTO shop.t VALUES (1, 'a', 'b', 1.25, 2.50, '2024-01-01 12:00:00.123', B'101', 'g');
