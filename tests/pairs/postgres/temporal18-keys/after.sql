CREATE TABLE plain (id int4range, valid daterange, CONSTRAINT plain_pk PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE rooms (id int4range, valid daterange, name text, CONSTRAINT rooms_pk PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE bookings (id int4range, room int4range, valid daterange, CONSTRAINT b_pk PRIMARY KEY (id, valid WITHOUT OVERLAPS),
    CONSTRAINT b_room FOREIGN KEY (room, PERIOD valid) REFERENCES rooms (id, PERIOD valid));
CREATE TABLE old (id int4range NOT NULL, valid daterange NOT NULL, CONSTRAINT old_u UNIQUE (id, valid));
