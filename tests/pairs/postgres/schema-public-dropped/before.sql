CREATE TABLE public.t (id int);
CREATE SCHEMA s;
CREATE TABLE s.t (id int);
