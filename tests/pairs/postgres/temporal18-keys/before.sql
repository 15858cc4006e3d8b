CREATE TABLE plain (id int4range, valid daterange);
CREATE TABLE rooms (id int4range, valid daterange, name text, CONSTRAINT rooms_pk PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE old (id int4range NOT NULL, valid daterange NOT NULL, CONSTRAINT old_u UNIQUE (id, valid WITHOUT OVERLAPS));
INSERT INTO rooms VALUES ('[1,2)', '[2026-01-01,2026-02-01)', 'x');
