CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a integer,
    CONSTRAINT t_check CHECK (a > 0),
    CONSTRAINT t_key UNIQUE (a)
);
