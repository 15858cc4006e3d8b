CREATE TABLE s (c integer, p integer, e integer, CONSTRAINT c_p_uq UNIQUE (c, p), CONSTRAINT c_e_uq UNIQUE (c, e), CONSTRAINT s_c_p_fkey FOREIGN KEY (c, p) REFERENCES s (c, e));
