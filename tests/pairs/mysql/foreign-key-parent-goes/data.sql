SELECT * FROM children ORDER BY id;
