CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b integer, c json, d character(5), e inet, f date, g real, h integer, i text);
INSERT INTO shop.t VALUES (1, '12', 34, '{"b": 1, "a": 2}', 'abc', '10.0.0.1', '2024-02-29', 1.5, 1, '2024-02-29');
