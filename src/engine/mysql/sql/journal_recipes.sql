SELECT id, object, state, artefacts, deployment, started_at, updated_at FROM {journal}recipes ORDER BY started_at, id
