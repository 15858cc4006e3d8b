CREATE TYPE state AS ENUM ('new', 'sent', 'done');
CREATE TABLE t (s state DEFAULT 'sent', CHECK (s <> 'done'::state));
CREATE VIEW v AS SELECT s FROM t WHERE s = 'sent'::state;
INSERT INTO t VALUES ('new'), ('sent');
