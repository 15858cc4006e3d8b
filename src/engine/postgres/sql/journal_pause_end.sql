delete from {journal}pause where id = 1
