CREATE SCHEMA shop;

CREATE TABLE shop.t (id bigint PRIMARY KEY, a integer DEFAULT 3, b bigint NOT NULL, c numeric);
CREATE INDEX t_b_idx ON shop.t (b);
INSERT INTO shop.t VALUES (1, 2, 3, 4);
