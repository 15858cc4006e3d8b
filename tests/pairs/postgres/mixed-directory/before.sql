CREATE SCHEMA dir;
CREATE EXTENSION citext SCHEMA dir;
CREATE EXTENSION pg_trgm SCHEMA dir;
CREATE TABLE dir.contact (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100) PRIMARY KEY, handle dir.citext UNIQUE, full_name text, tags dir.citext[]);
CREATE INDEX contact_name_trgm ON dir.contact USING gin (full_name dir.gin_trgm_ops);
CREATE FUNCTION dir.similar(t text) RETURNS SETOF dir.contact LANGUAGE sql STABLE AS $$ SELECT * FROM dir.contact WHERE full_name OPERATOR(dir.%) t $$;
INSERT INTO dir.contact (handle) VALUES ('Ada');
