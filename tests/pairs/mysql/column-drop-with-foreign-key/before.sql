CREATE TABLE parents (id int NOT NULL PRIMARY KEY);
CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    parent_id int NULL,
    KEY parent_idx (parent_id),
    CONSTRAINT items_parent FOREIGN KEY (parent_id) REFERENCES parents (id)
);
INSERT INTO items (id, a, b) VALUES (1, 10, 'x'), (2, NULL, 'y'), (3, 30, NULL);
