CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);
INSERT INTO shop.parent VALUES (1);

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a integer CONSTRAINT fk_a REFERENCES shop.parent (id),
    b integer CONSTRAINT fk_b REFERENCES shop.parent (id) ON DELETE CASCADE,
    c integer CONSTRAINT fk_c REFERENCES shop.parent (id) ON DELETE SET NULL,
    d integer DEFAULT 1 CONSTRAINT fk_d REFERENCES shop.parent (id) ON DELETE RESTRICT,
    e integer CONSTRAINT fk_e REFERENCES shop.parent (id),
    f integer CONSTRAINT fk_f REFERENCES shop.parent (id) ON UPDATE CASCADE,
    g integer CONSTRAINT fk_g REFERENCES shop.parent (id) ON UPDATE RESTRICT,
    h integer DEFAULT 1 CONSTRAINT fk_h REFERENCES shop.parent (id) ON UPDATE SET NULL ON DELETE CASCADE
);
INSERT INTO shop.t VALUES (1, 1, 1, 1, 1, 1, 1, 1, 1);
