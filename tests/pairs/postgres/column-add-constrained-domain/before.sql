CREATE SCHEMA shop;

CREATE DOMAIN shop.positive AS integer CONSTRAINT positive_check CHECK (VALUE > 0);
CREATE DOMAIN shop.plain AS integer;
CREATE TABLE shop.t (id integer PRIMARY KEY);
INSERT INTO shop.t VALUES (1), (2), (3);
