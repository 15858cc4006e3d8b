SELECT * FROM v ORDER BY 1;
SELECT seq FROM sqlite_sequence;
