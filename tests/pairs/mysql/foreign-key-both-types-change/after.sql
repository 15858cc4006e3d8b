CREATE TABLE parents (id bigint NOT NULL PRIMARY KEY);
CREATE TABLE children (id int NOT NULL PRIMARY KEY, parent_id bigint NULL, KEY parent_idx (parent_id), CONSTRAINT children_parent FOREIGN KEY (parent_id) REFERENCES parents (id));
