CREATE TABLE parents (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE children (id int NOT NULL PRIMARY KEY, pa int NULL, pb int NULL, KEY p_idx (pa, pb), CONSTRAINT children_p FOREIGN KEY (pa, pb) REFERENCES parents (a, b));
