CREATE TABLE parents (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE children (id int NOT NULL PRIMARY KEY, pa int NULL, pb int NULL, KEY p_idx (pa, pb));
INSERT INTO parents VALUES (1, 1);
INSERT INTO children VALUES (1, 1, 1), (2, 9, NULL);
