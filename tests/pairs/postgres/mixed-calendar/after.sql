CREATE SCHEMA cal;
CREATE DOMAIN cal.slot AS tstzrange CHECK (NOT isempty(VALUE)) CHECK (upper(VALUE) - lower(VALUE) < interval '1 day');
CREATE TABLE cal.room (id integer PRIMARY KEY, name text NOT NULL UNIQUE, seats smallint CHECK (seats > 0), equipment text[]);
CREATE TABLE cal.booking (
    id bigserial PRIMARY KEY,
    room integer NOT NULL REFERENCES cal.room ON UPDATE CASCADE,
    during tstzrange NOT NULL,
    who text NOT NULL,
    minutes integer GENERATED ALWAYS AS ((extract(epoch FROM (upper(during) AT TIME ZONE 'UTC') - (lower(during) AT TIME ZONE 'UTC')) / 60)::integer) STORED,
    EXCLUDE USING gist (during WITH &&) WHERE (room = 1)
);
CREATE VIEW cal.today AS SELECT r.name, b.during, b.minutes, b.who FROM cal.booking b JOIN cal.room r ON r.id = b.room WHERE b.during && tstzrange(date_trunc('day', now()), date_trunc('day', now()) + interval '1 day');
CREATE FUNCTION cal.is_free(p_room integer, p_during tstzrange) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT NOT EXISTS (SELECT FROM cal.booking WHERE room = p_room AND during && p_during) $$;
