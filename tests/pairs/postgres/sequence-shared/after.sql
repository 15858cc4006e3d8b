CREATE SEQUENCE s; CREATE TABLE a (id bigint DEFAULT nextval('s') NOT NULL); CREATE TABLE b (id bigint DEFAULT nextval('s') NOT NULL, more integer DEFAULT (nextval('s') * 2)::integer);
