CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    id integer CONSTRAINT old_pkey PRIMARY KEY,
    code text CONSTRAINT old_key UNIQUE,
    n integer CONSTRAINT old_check CHECK (n > 0),
    parent_id integer CONSTRAINT old_fk REFERENCES shop.parent (id)
);
CREATE INDEX old_idx ON shop.t (n);
COMMENT ON CONSTRAINT old_check ON shop.t IS 'kept';
INSERT INTO shop.t VALUES (1, 'a', 1, NULL);
