CREATE TABLE payment (
    id integer NOT NULL,
    at timestamp without time zone NOT NULL,
    amount numeric(5,2),
    note varchar(20) DEFAULT 'none',
    gone text
);
CREATE TABLE payment_1 (CHECK (at >= '2017-01-01' AND at < '2017-02-01')) INHERITS (payment);
CREATE TABLE payment_2 (CHECK (at >= '2017-02-01' AND at < '2017-03-01')) INHERITS (payment);
CREATE INDEX ON payment_1 (at);
INSERT INTO payment_1 VALUES (1, '2017-01-05', 3, 'a', 'x');
INSERT INTO payment_2 VALUES (2, '2017-02-05', 4, 'b', 'y');
