CREATE TYPE state AS ENUM ('new', 'shipped', 'done');
CREATE TABLE t (s state DEFAULT 'shipped', CHECK (s <> 'done'::state));
CREATE VIEW v AS SELECT s FROM t WHERE s = 'shipped'::state;
INSERT INTO t VALUES ('new'), ('shipped');
