-- All that can stand on a column that changes its type beside the old one.
CREATE SCHEMA shop;
CREATE TABLE shop.orders (
    id integer PRIMARY KEY,
    kind text NOT NULL DEFAULT 'a',
    amount integer NOT NULL DEFAULT 7,
    code smallint,
    CONSTRAINT orders_amount_check CHECK (amount > 0 AND amount < 100000),
    CONSTRAINT orders_pair_check CHECK (amount <> code) NO INHERIT,
    CONSTRAINT orders_amount_key UNIQUE (amount) INCLUDE (kind));
COMMENT ON COLUMN shop.orders.amount IS 'in cents';
COMMENT ON CONSTRAINT orders_amount_check ON shop.orders IS 'never nothing';
ALTER TABLE shop.orders ALTER COLUMN amount SET STATISTICS 500;
CREATE INDEX orders_code_idx ON shop.orders USING hash (code);
CREATE INDEX orders_kind_idx ON shop.orders (kind, amount DESC NULLS LAST);
CREATE UNIQUE INDEX orders_both_idx ON shop.orders (amount, id);
ALTER TABLE shop.orders REPLICA IDENTITY USING INDEX orders_both_idx;
CREATE STATISTICS shop.orders_stat (dependencies) ON kind, amount FROM shop.orders;
ALTER STATISTICS shop.orders_stat SET STATISTICS 200;
COMMENT ON STATISTICS shop.orders_stat IS 'go together';
CREATE VIEW shop.dear AS SELECT id, amount FROM shop.orders WHERE amount > 100;
CREATE VIEW shop.dearer AS SELECT d.id, o.amount + d.amount AS both FROM shop.dear AS d JOIN shop.orders AS o USING (id);
COMMENT ON VIEW shop.dearer IS 'even more';
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY cheap ON shop.orders USING (amount < 1000) WITH CHECK (amount < 2000);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.kind := NEW.kind; RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE OF amount ON shop.orders FOR EACH ROW WHEN (NEW.amount > OLD.amount) EXECUTE FUNCTION shop.touch();
CREATE PUBLICATION few FOR TABLE shop.orders (id, amount) WHERE (amount > 0) WITH (publish = 'insert');
INSERT INTO shop.orders (id, amount, code) SELECT n, n * 10, nullif(n % 7, 0) FROM generate_series(1, 40) AS n;
