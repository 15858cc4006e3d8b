CREATE TABLE a (id integer PRIMARY KEY, span tsrange, label text,
    CONSTRAINT new_one EXCLUDE USING gist (span WITH &&) WHERE (label <> ''),
    CONSTRAINT b EXCLUDE (label WITH =));
COMMENT ON CONSTRAINT new_one ON a IS 'kept';
