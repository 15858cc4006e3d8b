INSERT INTO {journal}deployments (id, product, plan_hash, started_at, outcome, who, host, origin, revision, tool, server,
                                  phases, steps)
SELECT r.id, r.product, r.plan_hash, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'), 'running', r.who, r.host, r.origin,
       r.revision, r.tool, r.server, JSON_EXTRACT(?1, '$.Phases'), r.steps
FROM JSON_TABLE(?1, '$' COLUMNS (
           id BIGINT PATH '$.Id',
           product LONGTEXT PATH '$.Product',
           plan_hash LONGTEXT PATH '$.PlanHash',
           who LONGTEXT PATH '$.Who',
           host LONGTEXT PATH '$.Host',
           origin LONGTEXT PATH '$.Origin',
           revision LONGTEXT PATH '$.Revision',
           tool LONGTEXT PATH '$.Tool',
           server LONGTEXT PATH '$.Server',
           steps BIGINT PATH '$.Steps')) AS r
