CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, status varchar(10), at timestamp, total numeric(10,2));
CREATE VIEW shop.open WITH (security_barrier = true) AS SELECT orders.id, orders.status FROM shop.orders WHERE orders.status IN ('a', 'b') WITH LOCAL CHECK OPTION;
ALTER VIEW shop.open ALTER COLUMN status SET DEFAULT 'a'::character varying;
CREATE VIEW shop.all_of_it AS SELECT * FROM shop.orders;
CREATE RECURSIVE VIEW shop.numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 5;
CREATE VIEW shop.joined AS SELECT a.id, b.total FROM shop.orders a JOIN shop.all_of_it b USING (id) ORDER BY b.total LIMIT 3;
