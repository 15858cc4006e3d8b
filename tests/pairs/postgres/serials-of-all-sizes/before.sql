CREATE TABLE t (a smallserial, b serial, c bigserial);
