CREATE TABLE a (id integer CONSTRAINT id_there NOT NULL PRIMARY KEY, x integer CONSTRAINT x_there NOT NULL, y integer CONSTRAINT y_given NOT NULL, z integer CONSTRAINT z_there NOT NULL, v integer, w integer NOT NULL, n integer CONSTRAINT n_there NOT NULL DEFAULT 4);
COMMENT ON CONSTRAINT y_given ON a IS 'kept';
COMMENT ON CONSTRAINT z_there ON a IS 'new';
COMMENT ON CONSTRAINT n_there ON a IS 'newer';
CREATE TABLE b (x integer CONSTRAINT b_named NOT NULL);
COMMENT ON CONSTRAINT b_named ON b IS 'of a new table';
