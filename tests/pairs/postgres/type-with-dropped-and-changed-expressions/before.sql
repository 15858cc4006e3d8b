CREATE SCHEMA shop;
CREATE TABLE shop.t (a numeric CONSTRAINT t_a_check CHECK (a > 0), b numeric);
CREATE INDEX t_gone_idx ON shop.t (b) WHERE a <> 5001;
CREATE INDEX t_kept_idx ON shop.t (b) WHERE a <> 5002;
INSERT INTO shop.t VALUES (1, 2);
