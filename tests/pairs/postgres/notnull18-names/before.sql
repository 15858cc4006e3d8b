CREATE TABLE a (id integer PRIMARY KEY, x integer NOT NULL, y integer CONSTRAINT y_given NOT NULL, z integer, v integer CONSTRAINT "Odd name" NOT NULL, w integer CONSTRAINT old NOT NULL);
COMMENT ON CONSTRAINT y_given ON a IS 'kept';
COMMENT ON CONSTRAINT a_x_not_null ON a IS 'of the server''s name';
INSERT INTO a VALUES (1, 1, 1, 1, 1, 1);
