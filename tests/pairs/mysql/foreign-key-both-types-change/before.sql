CREATE TABLE parents (id int NOT NULL PRIMARY KEY);
CREATE TABLE children (id int NOT NULL PRIMARY KEY, parent_id int NULL, KEY parent_idx (parent_id), CONSTRAINT children_parent FOREIGN KEY (parent_id) REFERENCES parents (id));
INSERT INTO parents VALUES (1);
INSERT INTO children VALUES (1, 1);
