CREATE TABLE payment (id integer NOT NULL, staff_id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE payment_1 PARTITION OF payment FOR VALUES FROM ('2017-01-01') TO ('2017-02-01');
CREATE TABLE payment_2 PARTITION OF payment FOR VALUES FROM ('2017-02-01') TO ('2017-03-01');
CREATE TABLE payment_3 PARTITION OF payment FOR VALUES FROM ('2017-03-01') TO ('2017-04-01');
CREATE INDEX payment_1_staff_id_idx ON payment_1 (staff_id);
CREATE INDEX payment_2_by_staff ON payment_2 (staff_id);
CREATE INDEX payment_3_staff_id_idx ON payment_3 (staff_id);
