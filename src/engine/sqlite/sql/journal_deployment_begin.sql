INSERT INTO {journal}deployments (id, product, plan_hash, started_at, outcome, who, host, origin, revision, tool, server,
                                  phases, steps)
VALUES (json_extract(?1, '$.Id'), json_extract(?1, '$.Product'), json_extract(?1, '$.PlanHash'),
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'running', json_extract(?1, '$.Who'), json_extract(?1, '$.Host'),
        json_extract(?1, '$.Origin'), json_extract(?1, '$.Revision'), json_extract(?1, '$.Tool'),
        json_extract(?1, '$.Server'), json_extract(?1, '$.Phases'), json_extract(?1, '$.Steps'))
