CREATE SCHEMA dir;
CREATE EXTENSION citext SCHEMA dir;
CREATE EXTENSION pg_trgm SCHEMA dir;
CREATE EXTENSION hstore SCHEMA dir;
CREATE TABLE dir.contact (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 CACHE 20) PRIMARY KEY, handle dir.citext NOT NULL UNIQUE, full_name dir.citext, tags dir.citext[] DEFAULT '{}', extra dir.hstore);
CREATE INDEX contact_name_trgm ON dir.contact USING gist ((full_name::text) dir.gist_trgm_ops (siglen = 32));
CREATE INDEX contact_extra ON dir.contact USING gin (extra);
CREATE FUNCTION dir.similar(t text) RETURNS SETOF dir.contact LANGUAGE sql STABLE AS $$ SELECT * FROM dir.contact WHERE full_name::text OPERATOR(dir.%) t ORDER BY id $$;
