CREATE TABLE items (
    id int NOT NULL,
    a int NOT NULL,
    b varchar(20) NULL,
    PRIMARY KEY (id)
);
INSERT INTO items VALUES (1, 10, 'x'), (2, 20, 'y');
