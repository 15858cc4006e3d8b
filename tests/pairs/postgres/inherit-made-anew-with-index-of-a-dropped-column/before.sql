CREATE TABLE a (id int, x text DEFAULT 'q', CONSTRAINT ax CHECK (x <> ''));
CREATE TABLE b (y int) INHERITS (a);
CREATE TABLE c (z int);
CREATE TABLE d () INHERITS (b, c);
CREATE INDEX di ON d (x);
CREATE VIEW v AS SELECT id, x FROM a;
