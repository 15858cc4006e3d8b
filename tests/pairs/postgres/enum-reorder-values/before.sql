CREATE TYPE level AS ENUM ('low', 'mid', 'high');
CREATE TABLE t (id int PRIMARY KEY, l level DEFAULT 'mid' CHECK (l <> 'mid'::level OR id > 5));
CREATE TABLE parent (l level PRIMARY KEY);
CREATE TABLE child (l level REFERENCES parent (l));
INSERT INTO t VALUES (1, 'low'), (2, 'high');
INSERT INTO parent VALUES ('low'), ('high');
INSERT INTO child VALUES ('high');
