CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    amount int NULL,
    v int GENERATED ALWAYS AS (amount + 1) VIRTUAL,
    CONSTRAINT a_positive CHECK (amount > 0)
);
