CREATE TABLE ev (id serial PRIMARY KEY, at timestamptz NOT NULL);
INSERT INTO ev (at) VALUES ('2024-01-01'), ('2024-01-02');
