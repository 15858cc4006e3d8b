DELETE FROM {journal}recipes WHERE id = ?1
