SELECT kind, at FROM event ORDER BY 1;
