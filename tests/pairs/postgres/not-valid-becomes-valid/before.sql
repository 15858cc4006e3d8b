CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);
INSERT INTO shop.parent VALUES (1);

CREATE TABLE shop.t (id integer PRIMARY KEY, n integer, parent_id integer);
INSERT INTO shop.t VALUES (1, 5, 1);
ALTER TABLE shop.t ADD CONSTRAINT t_n_check CHECK (n > 0) NOT VALID;
ALTER TABLE shop.t ADD CONSTRAINT t_parent_fk FOREIGN KEY (parent_id) REFERENCES shop.parent (id) NOT VALID;
