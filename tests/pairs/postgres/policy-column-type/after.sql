CREATE SCHEMA shop;
CREATE TABLE shop.tenants (id bigint PRIMARY KEY, name text);
CREATE TABLE shop.orders (id integer PRIMARY KEY, tenant bigint, note text);
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.orders USING (tenant > 5 AND note <> 'x');
CREATE POLICY other ON shop.orders FOR SELECT USING (EXISTS (SELECT 1 FROM shop.tenants t WHERE t.id = orders.tenant AND t.name = current_user));
CREATE POLICY third ON shop.tenants USING (id IN (SELECT tenant FROM shop.orders));
COMMENT ON POLICY own ON shop.orders IS 'kept';
