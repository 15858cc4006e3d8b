CREATE SCHEMA shop;
CREATE TYPE shop.order_state AS ENUM ('new', 'paid', 'packed', 'sent', 'returned');
CREATE DOMAIN shop.email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN shop.money AS numeric(12,2);
CREATE TABLE shop.customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email shop.email NOT NULL UNIQUE,
    name text NOT NULL DEFAULT '',
    phone text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE shop.product (
    id serial PRIMARY KEY,
    sku varchar(40) NOT NULL CONSTRAINT product_sku_key UNIQUE,
    title text NOT NULL,
    price numeric(12,2) NOT NULL CHECK (price >= 0),
    attributes jsonb NOT NULL DEFAULT '{}',
    is_hidden boolean NOT NULL DEFAULT false
);
CREATE TABLE shop.coupon (code text PRIMARY KEY, percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100), valid_until date);
CREATE TABLE shop.orders (
    id bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES shop.customer,
    state shop.order_state NOT NULL DEFAULT 'new',
    coupon text REFERENCES shop.coupon ON UPDATE CASCADE ON DELETE SET NULL,
    placed_at timestamp DEFAULT now(),
    updated_at timestamptz
);
CREATE TABLE shop.order_line (
    order_id bigint REFERENCES shop.orders ON DELETE CASCADE,
    line_no smallint,
    product_id integer NOT NULL REFERENCES shop.product,
    quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
    price numeric(12,2) NOT NULL,
    discount shop.money DEFAULT 0,
    PRIMARY KEY (order_id, line_no)
);
CREATE INDEX order_open_idx ON shop.orders (placed_at DESC, customer_id) WHERE state NOT IN ('sent', 'returned');
CREATE INDEX product_attributes_idx ON shop.product USING gin (attributes jsonb_path_ops);
CREATE INDEX order_line_product_idx ON shop.order_line (product_id) INCLUDE (quantity);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION shop.touch();
CREATE VIEW shop.order_total AS
    SELECT o.id, o.state, o.customer_id, sum(l.quantity * l.price - coalesce(l.discount, 0)) AS total
    FROM shop.orders o LEFT JOIN shop.order_line l ON l.order_id = o.id GROUP BY o.id;
CREATE VIEW shop.open_order AS SELECT * FROM shop.order_total WHERE state IN ('new', 'paid', 'packed');
CREATE MATERIALIZED VIEW shop.best_seller AS
    SELECT p.id, p.title, sum(l.quantity) AS sold FROM shop.product p JOIN shop.order_line l ON l.product_id = p.id GROUP BY p.id, p.title;
CREATE UNIQUE INDEX best_seller_idx ON shop.best_seller (id);
CREATE FUNCTION shop.order_value(p_order bigint) RETURNS numeric LANGUAGE sql STABLE AS
    'SELECT total FROM shop.order_total WHERE id = p_order';
COMMENT ON TABLE shop.orders IS 'What customers want';
COMMENT ON COLUMN shop.orders.state IS 'How far it is';
COMMENT ON COLUMN shop.order_total.total IS 'With discount';
COMMENT ON MATERIALIZED VIEW shop.best_seller IS 'Refreshed at night';
