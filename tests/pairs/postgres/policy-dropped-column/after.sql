CREATE TABLE members (id integer PRIMARY KEY, level integer);
CREATE TABLE files (id integer PRIMARY KEY, member integer, kind text);
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON files USING (kind <> 'secret');
CREATE POLICY b ON files USING (member IN (SELECT m.id FROM members m WHERE m.level > 3));
