CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    id integer CONSTRAINT t_pkey PRIMARY KEY,
    amount integer NOT NULL CONSTRAINT t_check CHECK (amount > 0),
    half integer GENERATED ALWAYS AS (amount / 2) STORED,
    ref integer CONSTRAINT t_fk REFERENCES shop.parent (id),
    CONSTRAINT t_key UNIQUE (amount, ref)
);
CREATE INDEX t_plain_idx ON shop.t (amount DESC) INCLUDE (ref);
CREATE INDEX t_expression_idx ON shop.t ((amount + 1)) WHERE amount < 100;
COMMENT ON COLUMN shop.t.amount IS 'pieces';
INSERT INTO shop.t (id, amount) VALUES (1, 10);
