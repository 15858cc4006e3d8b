CREATE TABLE users (id integer PRIMARY KEY, username text NOT NULL UNIQUE, CHECK (id > 0));
CREATE TABLE notes (
    id integer PRIMARY KEY,
    user_id integer REFERENCES users (id),
    writer text REFERENCES users (username)
);
CREATE TABLE letters (user_id integer REFERENCES users (id), writer text REFERENCES users (username));
