CREATE SCHEMA shop;
CREATE TABLE shop.t (a varchar(20) CONSTRAINT t_a_check CHECK (a <> ''), b numeric);
CREATE INDEX t_kept_idx ON shop.t (b) WHERE a <> 'x';
