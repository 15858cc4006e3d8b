SELECT invoice, amount::numeric(10,2), tax::numeric(10,2) FROM billing.item;
