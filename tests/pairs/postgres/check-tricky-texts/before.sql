CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, v character varying(20), t text, n integer, m numeric, d date, j jsonb, l text[], b boolean);
INSERT INTO shop.t VALUES (1, 'a', 'it''s', 5, 1.5, '2024-01-01', '{"a": 1}', '{x}', true);
