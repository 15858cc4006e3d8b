CREATE TABLE a (id integer PRIMARY KEY, x integer, y integer, z integer, v integer NOT NULL);
INSERT INTO a VALUES (1, 1, 1, 1, 1);

ALTER TABLE a ADD CONSTRAINT z_later NOT NULL z NOT VALID;
