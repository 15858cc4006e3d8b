CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a integer CONSTRAINT fk_a REFERENCES shop.parent (id),
    b integer CONSTRAINT fk_b REFERENCES shop.parent (id) DEFERRABLE,
    c integer CONSTRAINT fk_c REFERENCES shop.parent (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO shop.t VALUES (1);
