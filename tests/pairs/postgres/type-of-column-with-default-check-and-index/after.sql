CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    state text DEFAULT 'new' NOT NULL CONSTRAINT t_state_check CHECK (state IN ('new', 'done')),
    amount numeric(10,2) DEFAULT 0 CONSTRAINT t_amount_check CHECK (amount >= 0)
);
CREATE INDEX t_lower_idx ON shop.t (lower(state)) WHERE amount > 5;
