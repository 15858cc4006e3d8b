INSERT INTO dbo.kind (id) VALUES (1)
