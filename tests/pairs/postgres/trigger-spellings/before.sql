CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('sad', 'glad');
CREATE TABLE shop.orders (id integer PRIMARY KEY, status varchar(10), "Total" numeric(10,2), how shop.mood, at timestamptz);
CREATE TABLE shop.lines (id integer, order_id integer REFERENCES shop.orders);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE OF status, "Total" ON shop.orders FOR EACH ROW
    WHEN ((old.status IS DISTINCT FROM new.status) AND new.status IN ('a', 'b') AND new."Total" > 10) EXECUTE FUNCTION shop.touch('x', '1');
CREATE TRIGGER "Each" AFTER INSERT OR DELETE ON shop.orders FOR EACH STATEMENT EXECUTE FUNCTION shop.touch();
CREATE TRIGGER moody BEFORE INSERT ON shop.orders FOR EACH ROW WHEN (new.how = 'sad'::shop.mood AND new.at < now()) EXECUTE FUNCTION shop.touch();
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON shop.lines FROM shop.orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION shop.touch();
CREATE TRIGGER news AFTER UPDATE ON shop.orders REFERENCING OLD TABLE AS was NEW TABLE AS now_is FOR EACH STATEMENT EXECUTE FUNCTION shop.touch();
CREATE VIEW shop.v AS SELECT id, status FROM shop.orders;
CREATE TRIGGER instead INSTEAD OF UPDATE ON shop.v FOR EACH ROW EXECUTE FUNCTION shop.touch();
