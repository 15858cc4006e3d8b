CREATE SCHEMA shop;
CREATE TABLE shop.store (id integer PRIMARY KEY, project integer NOT NULL, CONSTRAINT store_project_id_key UNIQUE (project, id));
CREATE TABLE shop.item (
    store integer NOT NULL,
    id integer NOT NULL,
    project integer NOT NULL,
    CONSTRAINT item_id_key UNIQUE (id),
    CONSTRAINT item_store_id_key UNIQUE (store, id)
);
CREATE TABLE shop.price (
    store integer NOT NULL,
    item integer NOT NULL,
    project integer NOT NULL,
    CONSTRAINT price_item_fkey FOREIGN KEY (store, item) REFERENCES shop.item (store, id) ON DELETE CASCADE
);
CREATE TABLE shop.tag (store integer, item integer, project integer, CONSTRAINT tag_item_fkey FOREIGN KEY (item) REFERENCES shop.item (id));
INSERT INTO shop.store VALUES (1, 7);
INSERT INTO shop.item VALUES (1, 2, 7);
INSERT INTO shop.price VALUES (1, 2, 7);
