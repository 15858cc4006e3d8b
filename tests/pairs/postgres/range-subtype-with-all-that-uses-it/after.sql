CREATE TYPE fr AS RANGE (subtype = bigint);
CREATE TABLE b (id int PRIMARY KEY, r fr NOT NULL DEFAULT '[1,2)', rs fr[], EXCLUDE USING gist (r WITH &&), CHECK (lower(r) > 0));
CREATE FUNCTION len(r fr) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT upper(r) - lower(r)';
CREATE INDEX bi ON b ((len(r)));
CREATE VIEW bv AS SELECT id, r, len(r) AS l FROM b;
