CREATE SCHEMA shop;
CREATE TABLE shop.customers (id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customers_pkey PRIMARY KEY, email text NOT NULL);
INSERT INTO shop.customers (email) VALUES ('a@example.com');

CREATE TABLE shop.orders (
    id bigint CONSTRAINT orders_pkey PRIMARY KEY,
    customer bigint CONSTRAINT orders_customer_fk REFERENCES shop.customers (id) ON DELETE SET NULL,
    total numeric(12,2) DEFAULT 0 NOT NULL,
    state character varying(20) DEFAULT 'new' NOT NULL CONSTRAINT orders_state_check CHECK (state IN ('new', 'paid', 'sent')),
    placed_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE INDEX orders_customer_idx ON shop.orders (customer, placed_at DESC);
CREATE INDEX orders_open_idx ON shop.orders (placed_at) WHERE state = 'new';
CREATE TABLE shop.order_lines (
    order_id bigint NOT NULL CONSTRAINT order_lines_order_fk REFERENCES shop.orders (id) ON DELETE CASCADE,
    line integer NOT NULL,
    sku text NOT NULL,
    CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line)
);
COMMENT ON TABLE shop.orders IS 'since release 2';
INSERT INTO shop.orders VALUES (1, 1, 10.50, 'new'), (2, NULL, 3, 'paid');
