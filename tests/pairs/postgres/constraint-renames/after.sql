CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    id integer CONSTRAINT "New Pkey" PRIMARY KEY,
    code text CONSTRAINT new_key UNIQUE,
    n integer CONSTRAINT new_check CHECK (n > 0),
    parent_id integer CONSTRAINT new_fk REFERENCES shop.parent (id)
);
CREATE INDEX new_idx ON shop.t (n);
COMMENT ON CONSTRAINT new_check ON shop.t IS 'kept';
INSERT INTO shop.t VALUES (1, 'a', 1, NULL);
