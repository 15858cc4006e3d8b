create event trigger tags on "ddl_command_end"
    when tag in ('create table', 'Drop Table')
    execute procedure app . note ();
alter event trigger tags disable;
