CREATE OPERATOR === (LEFTARG = orders, RIGHTARG = citext, FUNCTION = alike);
