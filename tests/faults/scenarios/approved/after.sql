CREATE TABLE customer (id integer NOT NULL PRIMARY KEY, email text NOT NULL, name text, city text DEFAULT 'nowhere');
CREATE UNIQUE INDEX customer_email ON customer (email);
CREATE TABLE orders (id integer NOT NULL PRIMARY KEY, customer_id integer NOT NULL, total numeric(10,2) DEFAULT 0 NOT NULL, note text NOT NULL,
    paid integer DEFAULT 0 NOT NULL, CONSTRAINT orders_total CHECK (total >= 0),
    CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id));
CREATE INDEX orders_of_customer ON orders (customer_id, id);
CREATE TABLE order_lines (order_id integer NOT NULL, line integer NOT NULL, quantity integer DEFAULT 1 NOT NULL,
    CONSTRAINT order_lines_key PRIMARY KEY (order_id, line),
    CONSTRAINT order_lines_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
CREATE INDEX order_lines_quantity ON order_lines (quantity);
