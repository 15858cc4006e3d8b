CREATE TABLE items (
    id int NOT NULL,
    a int NOT NULL,
    b varchar(20) NULL,
    PRIMARY KEY (id)
);
