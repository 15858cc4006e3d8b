create operator class app.pair_ops default for type app."pair" using "btree" family app.pair_ops as
    function 1 (app.pair, app.pair) cmp(app.pair, app.pair), operator 3 =# (app.pair, app.pair) for search, operator 1 app.<#;
