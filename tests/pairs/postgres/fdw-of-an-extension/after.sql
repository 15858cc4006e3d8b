CREATE SCHEMA ext; CREATE EXTENSION postgres_fdw SCHEMA ext; CREATE SERVER films FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'elsewhere', dbname 'd', use_remote_estimate 'true');
CREATE USER MAPPING FOR PUBLIC SERVER films OPTIONS ("user" 'b', password_required 'false');
CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN pos AS integer CHECK (VALUE > 0);
CREATE FOREIGN TABLE people (id pos NOT NULL, mood mood OPTIONS (column_name 'm') DEFAULT 'ok') SERVER films OPTIONS (schema_name 's', table_name 't');
