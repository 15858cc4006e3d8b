CREATE TABLE ev (id int, at date NOT NULL);
CREATE TABLE ev_d (id int, at date NOT NULL);
