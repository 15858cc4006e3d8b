CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE other AS ENUM ('ok', 'sad', 'more');
CREATE TABLE t (id int PRIMARY KEY, a mood NOT NULL DEFAULT 'ok', b mood[], c other DEFAULT 'sad', d text[], CHECK (a IN ('sad', 'ok')));
CREATE INDEX t_a ON t (a) WHERE a = 'ok';
CREATE VIEW v AS SELECT a, c FROM t WHERE c = 'ok';
