DELETE FROM {journal}loops WHERE id = ?1
