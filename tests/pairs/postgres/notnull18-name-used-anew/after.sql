-- As a rename leaves it: the constraint has the name of the column that is no more.
CREATE TABLE store (
    id integer NOT NULL,
    kept integer CONSTRAINT store_kept NOT NULL,
    loose integer,
    left_side integer CONSTRAINT store_right_side_not_null NOT NULL,
    right_side integer CONSTRAINT store_side NOT NULL,
    project_id integer DEFAULT 0 CONSTRAINT store_scope_id_not_null NOT NULL,
    other_id integer DEFAULT 0 CONSTRAINT store_kept_not_null NOT NULL,
    third_id integer DEFAULT 0 CONSTRAINT store_loose_not_null NOT NULL
);
CREATE TABLE store_part () INHERITS (store);
