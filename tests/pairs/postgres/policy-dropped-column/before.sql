CREATE TABLE members (id integer PRIMARY KEY, level integer, old_level integer);
CREATE TABLE files (id integer PRIMARY KEY, member integer, secret boolean);
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON files USING (NOT secret);
CREATE POLICY b ON files USING (member IN (SELECT m.id FROM members m WHERE m.old_level > 3));
CREATE POLICY c ON files USING (secret AND id > 3);
