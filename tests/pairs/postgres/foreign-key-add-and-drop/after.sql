CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY, code text UNIQUE);
INSERT INTO shop.parent VALUES (1, 'a');

CREATE TABLE shop.t (
    id integer PRIMARY KEY, parent_id integer NOT NULL, code text,
    CONSTRAINT t_parent_fk FOREIGN KEY (parent_id) REFERENCES shop.parent (id),
    CONSTRAINT t_code_fk FOREIGN KEY (code) REFERENCES shop.parent (code) ON UPDATE CASCADE
);
INSERT INTO shop.t VALUES (1, 1, 'a');
