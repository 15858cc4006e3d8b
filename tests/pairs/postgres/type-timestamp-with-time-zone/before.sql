CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, at timestamp without time zone DEFAULT now() NOT NULL, to_time time without time zone);
CREATE INDEX t_at_idx ON shop.t (at);
INSERT INTO shop.t VALUES (1, '2024-07-01 12:00:00', '10:00');
