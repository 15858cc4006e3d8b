SELECT half FROM t;
SELECT half FROM w;
