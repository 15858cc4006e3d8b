-- How far the statement of the session ?1 is: stage, and how much of it is done in percent.
SELECT CASE WHEN p.max_stage > 1 THEN CONCAT(p.state, ' (', p.stage, ' of ', p.max_stage, ')') ELSE p.state END,
       CASE WHEN p.max_stage > 0 THEN FLOOR(p.progress) END,
       CASE WHEN p.max_stage > 0 THEN 100 END
FROM information_schema.processlist AS p
WHERE p.id = ?1 AND p.command <> 'Sleep'
