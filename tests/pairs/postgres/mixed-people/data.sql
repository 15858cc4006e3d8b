SELECT id, name FROM hr.person;
SELECT name FROM hr.department;
