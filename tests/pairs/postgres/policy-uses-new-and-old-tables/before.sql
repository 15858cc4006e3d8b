CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE old_rights (id integer, who name);
CREATE FUNCTION old_check(i integer) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT i > 0';
CREATE VIEW old_view AS SELECT id FROM old_rights;
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON a USING (EXISTS (SELECT FROM old_rights r WHERE r.id = a.id AND r.who = current_user));
CREATE POLICY q ON a USING (old_check(id));
CREATE POLICY r ON a USING (id IN (SELECT v.id FROM old_view v));
