CREATE SCHEMA shop;
CREATE TABLE shop.t (id bigint, name varchar(40), k int) PARTITION BY LIST (k);
CREATE TABLE shop.t_1 PARTITION OF shop.t FOR VALUES IN (1);
CREATE INDEX t_lower ON shop.t (lower(name::text), (id + 1)) WHERE id > 0;
CREATE INDEX t_cover ON shop.t (name text_pattern_ops DESC NULLS LAST) INCLUDE (id);
