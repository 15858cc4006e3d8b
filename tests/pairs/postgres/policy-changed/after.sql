CREATE TABLE notes (id integer PRIMARY KEY, owner name, body text, "is public" boolean);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON notes USING (owner = current_user OR "is public");
CREATE POLICY p2 ON notes FOR UPDATE USING (owner = current_user);
CREATE POLICY p3 ON notes FOR ALL USING ("is public");
CREATE POLICY p4 ON notes FOR SELECT USING (id > 1);
CREATE POLICY p5 ON notes FOR INSERT WITH CHECK (CASE WHEN body IS NULL THEN false ELSE length(body) < 100 END);
COMMENT ON POLICY p2 ON notes IS 'kept';
COMMENT ON POLICY p3 ON notes IS 'new words';
