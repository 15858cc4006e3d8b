CREATE TABLE s (c integer, p integer, e integer, UNIQUE (c, p), UNIQUE (c, e), CONSTRAINT s_c_p_fkey FOREIGN KEY (c, p) REFERENCES s (c, e));
INSERT INTO s VALUES (1, NULL, 2), (1, 2, 3);
