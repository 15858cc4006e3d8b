UPDATE {journal}deployments SET outcome = 'interrupted' WHERE outcome = 'running' AND id < ?1
