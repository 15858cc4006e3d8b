CREATE TABLE payment (id integer NOT NULL, staff_id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE payment_1 PARTITION OF payment FOR VALUES FROM ('2017-01-01') TO ('2017-02-01');
CREATE TABLE payment_3 (id integer NOT NULL, staff_id integer NOT NULL, at date NOT NULL);
CREATE INDEX payment_3_staff_id_idx ON payment_3 (staff_id);
CREATE INDEX payment_staff ON payment (staff_id);
INSERT INTO payment VALUES (1, 1, '2017-01-05');
INSERT INTO payment_3 VALUES (3, 1, '2017-03-05');
