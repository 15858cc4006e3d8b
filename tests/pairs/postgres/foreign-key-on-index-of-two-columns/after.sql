CREATE TABLE p (id int PRIMARY KEY, c int NOT NULL, d int);
CREATE UNIQUE INDEX pu ON p (d, c);
CREATE TABLE f (c int, d int, CONSTRAINT fk FOREIGN KEY (c, d) REFERENCES p (d, c));
