CREATE SCHEMA shop;
CREATE TABLE shop.bookings (id integer PRIMARY KEY, room integer NOT NULL, during tsrange, area box, label text,
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&),
    EXCLUDE USING gist (area WITH &&) WITH (fillfactor = 70) WHERE (room > 0),
    CONSTRAINT late EXCLUDE (room WITH =, label WITH =) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT "hash, one" EXCLUDE USING hash (label WITH =),
    CONSTRAINT spaced EXCLUDE USING spgist (during WITH -|-),
    CONSTRAINT expressed EXCLUDE USING btree (lower(label) COLLATE "C" DESC WITH =, (room + id) WITH =) INCLUDE (area));
COMMENT ON CONSTRAINT no_overlap ON shop.bookings IS 'one at a time';
CREATE TABLE shop.more (during daterange, EXCLUDE USING gist (during WITH &&));
