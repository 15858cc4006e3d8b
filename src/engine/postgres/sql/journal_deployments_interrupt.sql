update {journal}deployments set outcome = 'interrupted' where outcome = 'running' and id < $1::bigint
