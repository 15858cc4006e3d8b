CREATE TABLE parents (
    id int NOT NULL PRIMARY KEY,
    code varchar(10) NOT NULL,
    UNIQUE KEY code_uq (code)
);
CREATE TABLE children (
    id int NOT NULL PRIMARY KEY,
    parent_id int NULL,
    code varchar(10) NULL,
    KEY parent_idx (parent_id),
    CONSTRAINT children_parent FOREIGN KEY (parent_id) REFERENCES parents (id)
);
INSERT INTO parents VALUES (1, 'a'), (2, 'b');
INSERT INTO children VALUES (1, 1, 'a'), (2, 2, NULL), (3, NULL, 'b');
