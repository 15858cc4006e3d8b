CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c point NULL,
    note varchar(20) NULL
);
