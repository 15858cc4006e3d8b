CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);
INSERT INTO shop.parent VALUES (1);

CREATE TABLE shop.t (id integer PRIMARY KEY, n integer CONSTRAINT t_n_check CHECK (n > 0), parent_id integer CONSTRAINT t_parent_fk REFERENCES shop.parent (id));
