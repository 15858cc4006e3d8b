CREATE SCHEMA shop;
CREATE TABLE shop.colour (id integer PRIMARY KEY, name text);
INSERT INTO shop.colour VALUES (1, 'red');

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    colour_id integer DEFAULT 1 NOT NULL CONSTRAINT t_colour_fk REFERENCES shop.colour (id),
    code text CONSTRAINT t_code_key UNIQUE,
    size integer DEFAULT 5 CONSTRAINT t_size_check CHECK (size BETWEEN 1 AND 10)
);
CREATE INDEX t_colour_idx ON shop.t (colour_id);
INSERT INTO shop.t VALUES (1), (2);
