select version, tool from {journal}journal where id = 1
