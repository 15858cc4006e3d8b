-- Rights are given by name here, and on whole databases: there is nothing to take away.
SELECT 1
