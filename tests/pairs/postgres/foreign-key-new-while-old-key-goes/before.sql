CREATE TABLE users (id integer UNIQUE, username text PRIMARY KEY, CHECK (id > 0));
CREATE UNIQUE INDEX users_name ON users (username);
CREATE TABLE notes (id integer PRIMARY KEY, user_id integer, writer text);
INSERT INTO users VALUES (1, 'ada');
INSERT INTO notes VALUES (1, 1, 'ada');
CREATE TABLE session (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), writer text REFERENCES users (username));
INSERT INTO session VALUES (1, 1, 'ada');
