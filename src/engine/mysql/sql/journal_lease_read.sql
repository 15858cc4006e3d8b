SELECT number FROM {journal}lease WHERE id = 1 LOCK IN SHARE MODE
