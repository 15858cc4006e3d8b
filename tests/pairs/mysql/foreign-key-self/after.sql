CREATE TABLE nodes (
    id int NOT NULL PRIMARY KEY,
    up int NULL,
    KEY up_idx (up),
    CONSTRAINT nodes_up FOREIGN KEY (up) REFERENCES nodes (id) ON DELETE CASCADE
);
