CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    CONSTRAINT b_short CHECK (char_length(b) < 10 AND b <> 'it''s')
);
