-- What it makes is its answer: see my_call.
UPDATE {journal}lease
SET number = LAST_INSERT_ID(number + 1), taken_at = CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')
WHERE id = 1
