CREATE SCHEMA shop;
CREATE TABLE shop.customers (id int PRIMARY KEY);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TABLE shop.orders (id int NOT NULL, customer int REFERENCES shop.customers, k int NOT NULL, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
CREATE TABLE shop.orders_1 PARTITION OF shop.orders FOR VALUES IN (1);
CREATE TABLE shop.orders_2 PARTITION OF shop.orders FOR VALUES IN (2);
CREATE TRIGGER touched AFTER INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE TRIGGER touched_too AFTER UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
