CREATE SCHEMA cal;
CREATE DOMAIN cal.slot AS tstzrange CHECK (NOT isempty(VALUE));
CREATE TABLE cal.room (id smallint PRIMARY KEY, name text NOT NULL, seats smallint);
CREATE TABLE cal.booking (
    id bigserial PRIMARY KEY,
    room smallint NOT NULL REFERENCES cal.room,
    during tstzrange NOT NULL,
    who text NOT NULL,
    EXCLUDE USING gist (during WITH &&) WHERE (room = 1)
);
CREATE VIEW cal.today AS SELECT r.name, b.during, b.who FROM cal.booking b JOIN cal.room r ON r.id = b.room WHERE b.during && tstzrange(date_trunc('day', now()), date_trunc('day', now()) + interval '1 day');
CREATE FUNCTION cal.is_free(p_room smallint, p_during tstzrange) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT NOT EXISTS (SELECT FROM cal.booking WHERE room = p_room AND during && p_during) $$;
INSERT INTO cal.room VALUES (1, 'Hall', 10);
INSERT INTO cal.booking (room, during, who) VALUES (1, '[2024-01-01 10:00+00, 2024-01-01 11:00+00)', 'Ada');
