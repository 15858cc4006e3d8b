-- Whether the session's user may make databases, whether the role $1 (or NULL) may, and who would have to.
SELECT u.rolsuper OR u.rolcreatedb, coalesce(r.rolsuper OR r.rolcreatedb, false), u.rolname
FROM pg_catalog.pg_roles u LEFT JOIN pg_catalog.pg_roles r ON r.rolname = $1::text
WHERE u.rolname = session_user
