CREATE SCHEMA shop;
CREATE TYPE shop.order_state AS ENUM ('new', 'paid', 'sent');
CREATE DOMAIN shop.email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE shop.customer (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email shop.email NOT NULL UNIQUE,
    name text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE shop.product (
    id serial PRIMARY KEY,
    sku varchar(20) NOT NULL CONSTRAINT product_sku_key UNIQUE,
    title text NOT NULL,
    price numeric(8,2) NOT NULL CHECK (price >= 0),
    attributes jsonb NOT NULL DEFAULT '{}'
);
CREATE TABLE shop.orders (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES shop.customer,
    state shop.order_state NOT NULL DEFAULT 'new',
    placed_at timestamp DEFAULT now(),
    updated_at timestamptz
);
CREATE TABLE shop.order_line (
    order_id integer REFERENCES shop.orders ON DELETE CASCADE,
    line_no smallint,
    product_id integer NOT NULL REFERENCES shop.product,
    quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
    price numeric(8,2) NOT NULL,
    PRIMARY KEY (order_id, line_no)
);
CREATE INDEX order_open_idx ON shop.orders (placed_at) WHERE state <> 'sent';
CREATE INDEX product_attributes_idx ON shop.product USING gin (attributes);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE VIEW shop.order_total AS
    SELECT o.id, o.state, sum(l.quantity * l.price) AS total
    FROM shop.orders o JOIN shop.order_line l ON l.order_id = o.id GROUP BY o.id, o.state;
CREATE VIEW shop.open_order AS SELECT * FROM shop.order_total WHERE state IN ('new', 'paid');
CREATE FUNCTION shop.order_value(p_order integer) RETURNS numeric LANGUAGE sql STABLE AS
    'SELECT total FROM shop.order_total WHERE id = p_order';
COMMENT ON TABLE shop.orders IS 'What customers want';
COMMENT ON COLUMN shop.orders.state IS 'Where it is';
COMMENT ON VIEW shop.open_order IS 'To be sent';
INSERT INTO shop.customer (email, name) VALUES ('a@example.com', 'Ada'), ('b@example.com', 'Bob');
INSERT INTO shop.product (sku, title, price) VALUES ('A1', 'Anvil', 10), ('B2', 'Bellows', 20.5);
INSERT INTO shop.orders (customer_id, state) VALUES (1, 'new'), (2, 'paid');
INSERT INTO shop.order_line VALUES (1, 1, 1, 2, 10), (2, 1, 2, 1, 20.5);
