CREATE TABLE payment (
    id integer NOT NULL,
    staff_id smallint NOT NULL,
    at date NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE payment_1 PARTITION OF payment FOR VALUES FROM ('2017-01-01') TO ('2017-02-01');
CREATE TABLE payment_2 PARTITION OF payment FOR VALUES FROM ('2017-02-01') TO ('2017-04-01')
    PARTITION BY RANGE (at);
CREATE TABLE payment_2a PARTITION OF payment_2 FOR VALUES FROM ('2017-02-01') TO ('2017-03-01');
CREATE INDEX payment_1_by_staff ON payment_1 (staff_id) WITH (fillfactor = 70);
CREATE INDEX payment_2a_by_staff ON payment_2a (staff_id);
CREATE INDEX payment_staff ON payment (staff_id);
-- One of its own that is alike, under the name that the server would choose for the part.
CREATE INDEX payment_1_staff_id_idx ON payment_1 (staff_id);
ALTER TABLE payment_1 ADD CONSTRAINT payment_1_once UNIQUE (id, staff_id, at);
ALTER TABLE payment ADD CONSTRAINT payment_once UNIQUE (id, staff_id, at);
COMMENT ON INDEX payment_1_by_staff IS 'by staff';
COMMENT ON CONSTRAINT payment_1_once ON payment_1 IS 'once';
ALTER TABLE payment_1 CLUSTER ON payment_1_by_staff;
ALTER TABLE payment_1 REPLICA IDENTITY USING INDEX payment_1_once;
-- Two that have each other's name.
CREATE INDEX payment_2a_id_idx1 ON payment_2a (id, staff_id);
CREATE INDEX payment_id ON payment (id, staff_id);
INSERT INTO payment VALUES (1, 1, '2017-01-05'), (2, 1, '2017-02-05');
