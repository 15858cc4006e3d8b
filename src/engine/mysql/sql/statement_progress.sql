-- How far the statement of the session ?1 is: stage, and how much of it is done in percent, where the server has been told to
-- keep count (instruments stage/innodb/alter%, consumer events_stages_current).
SELECT COALESCE(SUBSTRING_INDEX(e.event_name, '/', -1), t.processlist_state),
       FLOOR(e.work_completed * 100 / NULLIF(e.work_estimated, 0)),
       CASE WHEN e.work_estimated > 0 THEN 100 END
FROM performance_schema.threads AS t
LEFT JOIN performance_schema.events_stages_current AS e ON e.thread_id = t.thread_id
WHERE t.processlist_id = ?1
