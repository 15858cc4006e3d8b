SELECT * FROM shop.t ORDER BY id;
SELECT last_value, is_called FROM shop.t_id_seq;
