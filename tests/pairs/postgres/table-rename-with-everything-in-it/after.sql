CREATE SCHEMA shop;
CREATE TABLE shop.article (id integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME shop.item_id_seq) CONSTRAINT article_pkey PRIMARY KEY, sku text CONSTRAINT article_sku_key UNIQUE);
CREATE TABLE shop.part (id integer CONSTRAINT part_pkey PRIMARY KEY, article_id integer CONSTRAINT part_article_fk REFERENCES shop.article (id));
CREATE INDEX article_sku_idx ON shop.article (lower(sku));
COMMENT ON TABLE shop.article IS 'two';
