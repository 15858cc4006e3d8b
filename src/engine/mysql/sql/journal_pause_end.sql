DELETE FROM {journal}pause WHERE id = 1
