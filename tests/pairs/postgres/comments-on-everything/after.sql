CREATE SCHEMA shop;
CREATE SEQUENCE shop.numbers;
CREATE TABLE shop.parent (id integer CONSTRAINT parent_pkey PRIMARY KEY);
CREATE TABLE shop.t (
    id integer CONSTRAINT t_pkey PRIMARY KEY,
    code text CONSTRAINT t_code_key UNIQUE,
    size integer CONSTRAINT t_size_check CHECK (size > 0),
    parent_id integer CONSTRAINT t_parent_fk REFERENCES shop.parent (id)
);
CREATE INDEX t_size_idx ON shop.t (size);
CREATE UNIQUE INDEX t_lower_idx ON shop.t (lower(code));

COMMENT ON SCHEMA shop IS 'schema';
COMMENT ON SEQUENCE shop.numbers IS 'sequence';
COMMENT ON TABLE shop.t IS 'table';
COMMENT ON COLUMN shop.t.code IS 'column';
COMMENT ON CONSTRAINT t_pkey ON shop.t IS 'primary key';
COMMENT ON CONSTRAINT t_code_key ON shop.t IS 'unique constraint';
COMMENT ON CONSTRAINT t_size_check ON shop.t IS 'check';
COMMENT ON CONSTRAINT t_parent_fk ON shop.t IS 'foreign key';
COMMENT ON INDEX shop.t_size_idx IS 'index';
COMMENT ON INDEX shop.t_lower_idx IS 'unique index';
