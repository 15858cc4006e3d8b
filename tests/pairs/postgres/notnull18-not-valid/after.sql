CREATE TABLE a (id integer PRIMARY KEY, x integer, y integer, z integer CONSTRAINT z_later NOT NULL, v integer NOT NULL);
ALTER TABLE a ADD CONSTRAINT x_later NOT NULL x NOT VALID;
ALTER TABLE a ADD NOT NULL y NOT VALID;
CREATE TABLE b (id integer, x integer);
ALTER TABLE b ADD CONSTRAINT b_later NOT NULL x NOT VALID;
