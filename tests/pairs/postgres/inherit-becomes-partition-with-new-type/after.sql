CREATE TABLE payment (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    amount numeric(7,2),
    note text DEFAULT 'nothing',
    paid boolean DEFAULT false NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE payment_1 PARTITION OF payment FOR VALUES FROM ('2017-01-01') TO ('2017-02-01');
CREATE TABLE payment_2 PARTITION OF payment FOR VALUES FROM ('2017-02-01') TO ('2017-03-01');
CREATE INDEX ON payment_1 (at);
CREATE INDEX payment_id_idx ON payment (id);
