CREATE TABLE a (id integer PRIMARY KEY, during tsrange, label text,
    CONSTRAINT old_one EXCLUDE USING gist (during WITH &&) WHERE (label <> ''),
    CONSTRAINT b EXCLUDE (label WITH =));
COMMENT ON CONSTRAINT old_one ON a IS 'kept';
