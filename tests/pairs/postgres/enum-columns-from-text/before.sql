CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE other AS ENUM ('ok', 'sad', 'more');
CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL DEFAULT 'ok', b varchar(10)[], c mood DEFAULT 'sad', d mood[], CHECK (a IN ('sad', 'ok')));
CREATE INDEX t_a ON t (a) WHERE a = 'ok';
CREATE VIEW v AS SELECT a, c FROM t WHERE c = 'ok';
INSERT INTO t VALUES (1, 'sad', '{ok,sad}', 'ok', '{sad}'), (2, 'ok', NULL, NULL, NULL);
