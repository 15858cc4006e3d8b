CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.a (id integer PRIMARY KEY, p integer CONSTRAINT to_parent REFERENCES shop.parent (id), n integer CONSTRAINT positive CHECK (n > 0));
CREATE TABLE shop.b (id integer PRIMARY KEY, p integer CONSTRAINT to_parent REFERENCES shop.parent (id) ON DELETE CASCADE, n integer CONSTRAINT positive CHECK (n >= 0));
COMMENT ON CONSTRAINT positive ON shop.b IS 'of b';
INSERT INTO shop.a VALUES (1, NULL, 50);
INSERT INTO shop.b VALUES (1, NULL, 50);
