CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    FULLTEXT KEY b_ft (b) WITH PARSER ngram
);
