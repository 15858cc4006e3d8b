CREATE TABLE customer (id integer NOT NULL PRIMARY KEY, email text NOT NULL, name text, phone text);
CREATE TABLE orders (id integer NOT NULL PRIMARY KEY, customer_id integer NOT NULL, total numeric(10,2) DEFAULT 0 NOT NULL, note text);
CREATE INDEX orders_note ON orders (note);
CREATE TABLE legacy (id integer NOT NULL PRIMARY KEY, what text);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO customer SELECT i, 'user' || i || '@example.com', CASE i % 3 WHEN 0 THEN NULL ELSE 'Name ' || i END, '555-' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
INSERT INTO orders SELECT i, i % 60 + 1, i * 1.25, 'note ' || i FROM n;
INSERT INTO legacy VALUES (1, 'old');
