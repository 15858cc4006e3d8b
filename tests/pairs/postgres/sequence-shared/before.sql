CREATE SEQUENCE s; CREATE TABLE a (id bigint DEFAULT nextval('s') NOT NULL); CREATE TABLE b (id bigint NOT NULL);
