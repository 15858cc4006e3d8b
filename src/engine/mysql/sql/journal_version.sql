SELECT version, tool FROM {journal}journal WHERE id = 1
