CREATE TABLE item (id integer NOT NULL PRIMARY KEY, new text);
CREATE INDEX item_new ON item (new);
