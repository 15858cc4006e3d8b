SELECT since, who, why FROM {journal}pause WHERE id = 1
