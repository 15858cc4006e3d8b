CREATE SCHEMA shop;
CREATE TYPE shop.kind AS ENUM ('a', 'b');
CREATE DOMAIN shop.pos AS int CHECK (VALUE > 0);
CREATE TABLE shop.t (id shop.pos, k shop.kind) PARTITION BY LIST (k);
CREATE TABLE shop.t_a PARTITION OF shop.t FOR VALUES IN ('a');
CREATE TABLE shop.u (id bigint, flag boolean) PARTITION BY LIST (flag);
CREATE TABLE shop.u_t PARTITION OF shop.u FOR VALUES IN (true);
CREATE TABLE shop.u_n PARTITION OF shop.u FOR VALUES IN (NULL, false);
