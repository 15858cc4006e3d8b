CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a character varying(50),
    b text,
    c numeric(12,2),
    d numeric,
    e timestamp(6) without time zone,
    f bit varying(50),
    g character varying
);
CREATE INDEX t_a_idx ON shop.t (a);
CREATE UNIQUE INDEX t_c_idx ON shop.t (c);
