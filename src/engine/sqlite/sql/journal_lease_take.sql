UPDATE {journal}lease
SET number = number + 1, taken_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE id = 1
RETURNING number
