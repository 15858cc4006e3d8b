CREATE SCHEMA shop;

CREATE TABLE shop.notes (text text);
CREATE TABLE shop.lines (note text);
INSERT INTO shop.notes SELECT 'n' || n FROM generate_series(1, 30) AS n;
