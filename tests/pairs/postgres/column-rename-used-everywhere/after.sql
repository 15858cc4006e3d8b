CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    id integer CONSTRAINT t_pkey PRIMARY KEY,
    quantity integer NOT NULL CONSTRAINT t_check CHECK (quantity > 0),
    half integer GENERATED ALWAYS AS (quantity / 2) STORED,
    parent_id integer CONSTRAINT t_fk REFERENCES shop.parent (id),
    CONSTRAINT t_key UNIQUE (quantity, parent_id)
);
CREATE INDEX t_plain_idx ON shop.t (quantity DESC) INCLUDE (parent_id);
CREATE INDEX t_expression_idx ON shop.t ((quantity + 1)) WHERE quantity < 100;
COMMENT ON COLUMN shop.t.quantity IS 'pieces';
INSERT INTO shop.t (id, quantity) VALUES (1, 10);
