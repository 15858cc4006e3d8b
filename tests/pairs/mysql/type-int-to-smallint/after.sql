CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c smallint NOT NULL,
    note varchar(20) NULL
);
