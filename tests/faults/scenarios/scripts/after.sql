CREATE TABLE log (entry text NOT NULL);
CREATE TABLE customer (id integer NOT NULL PRIMARY KEY, name text, vip integer DEFAULT 0);
CREATE TABLE visit (customer_id integer NOT NULL, day integer NOT NULL, CONSTRAINT visit_key PRIMARY KEY (customer_id, day),
    CONSTRAINT visit_customer FOREIGN KEY (customer_id) REFERENCES customer (id));
