CREATE SEQUENCE numbers;
CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL DEFAULT nextval(numbers), b varchar(20) NULL);
