CREATE TABLE store (
    id integer NOT NULL,
    scope_id integer NOT NULL,
    kept integer NOT NULL,
    loose integer NOT NULL,
    left_side integer CONSTRAINT store_side NOT NULL,
    right_side integer NOT NULL
);
CREATE TABLE store_part () INHERITS (store);
INSERT INTO store VALUES (1, 2, 3, 4, 5, 6);
