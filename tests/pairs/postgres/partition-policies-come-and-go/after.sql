CREATE SCHEMA shop;
CREATE TABLE shop.t (k int, note text);
INSERT INTO shop.t VALUES (1);
ALTER TABLE shop.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY stays ON shop.t USING (k > 0);
CREATE POLICY changes ON shop.t USING (k > 2 AND note <> '');
CREATE POLICY comes ON shop.t FOR INSERT WITH CHECK (k > 3);
