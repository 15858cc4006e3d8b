SELECT * FROM children;
