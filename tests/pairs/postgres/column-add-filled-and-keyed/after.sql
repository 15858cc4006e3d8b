CREATE SCHEMA shop;

CREATE TABLE shop.notes (
    text text,
    id bigserial CONSTRAINT notes_pkey PRIMARY KEY,
    token uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT notes_token_key UNIQUE,
    number integer GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5) CONSTRAINT notes_number_check CHECK (number >= 100)
);
CREATE INDEX notes_number_idx ON shop.notes (number);
COMMENT ON COLUMN shop.notes.number IS 'as printed';
CREATE TABLE shop.lines (note text, id bigint CONSTRAINT lines_note_fk REFERENCES shop.notes);
INSERT INTO shop.notes SELECT 'n' || n FROM generate_series(1, 30) AS n;
