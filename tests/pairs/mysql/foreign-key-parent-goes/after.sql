CREATE TABLE children (
    id int NOT NULL PRIMARY KEY,
    parent_id int NULL,
    code varchar(10) NULL,
    KEY parent_idx (parent_id)
);
