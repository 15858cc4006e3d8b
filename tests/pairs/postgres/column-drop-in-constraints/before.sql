CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a integer,
    gone integer CONSTRAINT t_gone_fk REFERENCES shop.parent (id),
    CONSTRAINT t_check CHECK (a < gone),
    CONSTRAINT t_key UNIQUE (a, gone)
);
COMMENT ON COLUMN shop.t.gone IS 'old';
INSERT INTO shop.t VALUES (1, 2, NULL);
