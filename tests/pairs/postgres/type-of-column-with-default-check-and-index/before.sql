CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    state character varying(10) DEFAULT 'new' NOT NULL CONSTRAINT t_state_check CHECK (state IN ('new', 'done')),
    amount integer DEFAULT 0 CONSTRAINT t_amount_check CHECK (amount >= 0)
);
CREATE INDEX t_lower_idx ON shop.t (lower(state)) WHERE amount > 5;
INSERT INTO shop.t VALUES (1, 'done', 5);
