CREATE FUNCTION size(name text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT length(name)';
CREATE TABLE projects (id integer PRIMARY KEY, name varchar(30));
CREATE VIEW endless AS SELECT id, size(name::text) AS size FROM projects;
CREATE OR REPLACE VIEW endless AS SELECT e.id, size(p.name::text) AS size FROM endless e JOIN projects p USING (id);
CREATE VIEW upon AS SELECT id FROM endless;
