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
