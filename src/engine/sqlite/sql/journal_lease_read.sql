SELECT number FROM {journal}lease WHERE id = 1
