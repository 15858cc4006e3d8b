-- Named so that the alphabet is the wrong order of creation.
CREATE SCHEMA shop;
CREATE TABLE shop.kept (id integer PRIMARY KEY);
CREATE TABLE shop.z_first (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE shop.m_second (id integer PRIMARY KEY, first_id integer REFERENCES shop.z_first (id));
CREATE TABLE shop.a_third (
    second_id integer NOT NULL REFERENCES shop.m_second (id),
    first_name text REFERENCES shop.z_first (name),
    kept_id integer REFERENCES shop.kept (id),
    PRIMARY KEY (second_id)
);
