CREATE FUNCTION may_see(n integer) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT n > 0';
CREATE TABLE orders (id integer PRIMARY KEY, n integer);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON orders FOR SELECT USING (may_see(n));
CREATE POLICY written ON orders AS RESTRICTIVE FOR INSERT WITH CHECK (may_see(id));
COMMENT ON POLICY seen ON orders IS 'by a function';
