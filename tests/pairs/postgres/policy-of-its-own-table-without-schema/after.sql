CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, parent integer, owner text, day date);
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.orders USING (owner = CURRENT_USER::text OR parent IN (SELECT o.id FROM shop.orders o WHERE o.owner = CURRENT_USER::text));
CREATE POLICY plain ON shop.orders FOR SELECT USING (EXISTS (SELECT 1 FROM shop.orders orders_1 JOIN shop.orders x ON x.id = orders_1.parent WHERE orders_1.id = orders.parent AND EXTRACT(year FROM orders.day) > 2000));
CREATE POLICY ins ON shop.orders FOR INSERT WITH CHECK ((SELECT count(*) FROM shop.orders orders_1) < 100);
