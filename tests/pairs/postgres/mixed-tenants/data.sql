SELECT tenant_id, title FROM app.document;
