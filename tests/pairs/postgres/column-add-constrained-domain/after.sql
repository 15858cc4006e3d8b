CREATE SCHEMA shop;

CREATE DOMAIN shop.positive AS integer CONSTRAINT positive_check CHECK (VALUE > 0);
CREATE DOMAIN shop.plain AS integer;
CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a shop.positive,
    b shop.positive DEFAULT ceil(random() * 10 + 1),
    c shop.plain DEFAULT ceil(random() * 10),
    d shop.plain[] DEFAULT ARRAY[1]
);
INSERT INTO shop.t VALUES (1), (2), (3);
