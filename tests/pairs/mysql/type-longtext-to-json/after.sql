CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c json NULL,
    note varchar(20) NULL
);
