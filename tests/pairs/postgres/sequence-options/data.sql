SELECT last_value, is_called FROM shop.s_increment;
SELECT last_value, is_called FROM shop.s_max;
SELECT last_value, is_called FROM shop.s_start;
