CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c text NULL DEFAULT ('hello'),
    note varchar(20) NULL
);
