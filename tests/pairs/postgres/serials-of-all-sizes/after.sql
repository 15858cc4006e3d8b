CREATE TABLE t (a bigserial, b smallserial, c serial);
