"""A PostgreSQL server for tests: throw-away databases, and what two of them have in common."""
import difflib
import itertools
import os
import re
import subprocess
import threading
import zlib

from .checks import Failure, say
from .sqltext import bracketed, quote_name, split_at, statements, text_of

_numbers = itertools.count(1)
_OURS = ("anneal", "anneal_backup")  # anneal's own schemas are no part of any comparison


class Server:
    """One server: the URL of its maintenance database, and the folder of psql and pg_dump."""

    def __init__(self, label, url, bindir, verbose=False):
        self.label, self.bindir, self.verbose = label, bindir, verbose
        match = re.match(r"^(postgres(?:ql)?://[^/?]*)(?:/([^?]*))?(\?.*)?$", url)
        if not match:
            raise SystemExit("%s: not a libpq URL: %s" % (label, url))
        self._head, self._maintenance, self._tail = match.group(1), match.group(2) or "postgres", match.group(3) or ""
        self._version = None

    def url(self, database=None, user=None):
        """The URL of a database; `user` is a role name or `role:password` in place of the given one."""
        head, tail = self._head, self._tail
        if user:
            head = re.sub(r"//(?:[^@/]*@)?", lambda _: "//%s@" % user, head, count=1)
            rest = [pair for pair in tail[1:].split("&") if pair and not pair.startswith("user=")]
            tail = "?" + "&".join(rest) if rest else ""
        return "%s/%s%s" % (head, database or self._maintenance, tail)

    def version(self):
        if self._version is None:
            self._version = int(self.query(None, "SHOW server_version_num")) // 10000
        return self._version

    def _tool(self, name, *words, stdin=None):
        environment = dict(os.environ, PGOPTIONS="-c client_min_messages=warning", PGCLIENTENCODING="UTF8")
        if self.verbose:
            say("$ %s %s" % (name, " ".join(words)))
        return subprocess.run([os.path.join(self.bindir, name)] + list(words), env=environment, input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")

    def script(self, database, sql, user=None):
        """Runs a script in one psql; raises at its first error."""
        done = self._tool("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", self.url(database, user), "-f", "-", stdin=sql)
        if done.returncode != 0:
            raise Failure("psql failed on %s" % self.label, done.stderr)
        return done.stdout

    def psql(self, database, sql):
        """Runs a script in one psql, which goes on after errors; the finished process."""
        return self._tool("psql", "-XqAt", "-d", self.url(database), "-f", "-", stdin=sql)

    def by_hand(self, database, path):
        """As a person runs a script: it says itself that it ends at its first error."""
        done = self._tool("psql", "-Xq", "-d", self.url(database), "-f", str(path))
        if done.returncode != 0 or "ERROR:" in done.stderr:  # a publication's warnings are the server's own
            raise Failure("the script failed on %s" % self.label, done.stderr + path.read_text(encoding="utf-8"))

    def query(self, database, sql):
        return self.script(database, sql).strip("\n")

    def create(self, hint=""):
        name = "t%d_%d%s" % (os.getpid(), next(_numbers), hint)
        self.script(None, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'" % name)
        return name

    def create_from(self, template, hint=""):
        """A copy of a database that nobody is connected to."""
        name = "t%d_%d%s" % (os.getpid(), next(_numbers), hint)
        how = " STRATEGY file_copy" if self.version() >= 15 else ""
        self.script(None, "CREATE DATABASE %s TEMPLATE %s%s" % (name, quote_name(template), how))
        return name

    def need_role(self, name):
        """Makes a role of the server unless it is there. It stays: other cases may be using it."""
        self.script(None, """DO $$ BEGIN CREATE ROLE %s;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$""" % quote_name(name))

    def drop(self, name):
        # A subscription, which never connected, is in the way; its slot is nowhere.
        for row in self.query(None, "SELECT quote_ident(subname) FROM pg_subscription JOIN pg_database d ON d.oid = subdbid"
                                    " WHERE datname = '%s'" % name).splitlines():
            self.script(name, "ALTER SUBSCRIPTION %s DISABLE; ALTER SUBSCRIPTION %s SET (slot_name = NONE);"
                              " DROP SUBSCRIPTION %s;" % (row, row, row))
        self.script(None, "DROP DATABASE IF EXISTS %s WITH (FORCE)" % name)

    def dump(self, database, privileges=False, owners=False):
        """The structure as pg_dump prints it, less anneal's own schemas."""
        leave = [word for schema in _OURS for word in ("-N", schema)]
        leave += [] if privileges else ["--no-privileges"]
        leave += [] if owners else ["--no-owner"]
        done = self._tool("pg_dump", "-s", *leave, "-d", self.url(database))
        if done.returncode != 0:
            raise Failure("pg_dump failed on %s" % self.label, done.stderr)
        return done.stdout

    def counts(self, database):
        """{(schema, table): rows} of every table, without those of its children."""
        rows = self.query(database, """
            SELECT quote_literal(n.nspname) || ',' || quote_literal(c.relname) || ',' ||
                   (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM ONLY %I.%I', n.nspname, c.relname),
                                                        false, true, '')))[1]::text
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p')
              -- rows of a foreign table are elsewhere
              AND NOT EXISTS (SELECT FROM pg_inherits i JOIN pg_class f ON f.oid = i.inhrelid WHERE i.inhparent = c.oid AND f.relkind = 'f')
              AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'anneal', 'anneal_backup')""")
        found = {}
        for row in rows.splitlines():
            schema, table, count = re.match(r"E?'((?:[^']|'')*)',E?'((?:[^']|'')*)',(\d+)$", row).groups()
            found[schema.replace("''", "'"), table.replace("''", "'")] = int(count)
        return found

    def session(self, database, user=None):
        return Session(self, database, user)


class Session:
    """A psql that stays connected, to hold locks."""

    def __init__(self, server, database, user=None):
        self._process = subprocess.Popen(
            [os.path.join(server.bindir, "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", server.url(database, user)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        self._guard = threading.Lock()

    def run(self, sql):
        """Runs statements and waits for their end."""
        mark = "done-%d" % next(_numbers)
        with self._guard:
            self._process.stdin.write(sql.rstrip(";\n ") + ";\n\\echo %s\n" % mark)
            self._process.stdin.flush()
            lines = []
            for line in self._process.stdout:
                if line.strip() == mark:
                    return "".join(lines)
                lines.append(line)
        raise Failure("a test session ended early", "".join(lines))

    def close(self):
        if self._process.poll() is None:
            try:
                self._process.stdin.close()
            except OSError:
                pass
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def normal_form(dump, identity_names=True):
    """A dump as a sorted list of statements; columns of a table sorted too.

    Left out: settings, comments and the names of NOT NULL constraints (18) as the server makes them: they remember older
    names of their table and column. So do the names of identities' own sequences, for which a package that names none
    takes any: without `identity_names` they are left out, too.
    """
    plain = "\n".join(line for line in dump.split("\n") if not line.startswith(("\\restrict", "\\unrestrict")))
    found = []
    where = {"default_tablespace": "", "default_table_access_method": "heap"}
    for some in statements(plain, postgres=True):
        head = [token.upper for token in some[:4]]
        if head[0] == "SET" and some[1].text in where:
            where[some[1].text] = text_of(some[3:]).strip("'\"")
        if head[0] == "SET" or (head[0] == "SELECT" and "set_config" in text_of(some)):
            continue
        if "TABLE" in head[1:3] and head[0] == "CREATE":
            before, inside, after = bracketed(some)
            entries = sorted(_without_not_null_name(text_of(entry)) for entry in split_at(inside, ",") if entry)
            tail = text_of(after)
            if after[:1] and after[0].upper == "WITH":
                with_before, options, with_after = bracketed(after)
                tail = "%s (%s)%s" % (text_of(with_before), ", ".join(sorted(text_of(o) for o in split_at(options, ","))),
                                      text_of(with_after))
            tail += _place(where, True)
            found.append(text_of(before) + " (" + "".join("\n    " + entry for entry in entries) + "\n)" +
                         (" " + tail if tail else ""))
            continue
        text = text_of(some)
        if head[:3] == ["CREATE", "MATERIALIZED", "VIEW"]:
            # ALTER puts an option behind the others
            text = re.sub(r" WITH \(([^()]*)\) AS ", lambda found: " WITH (%s) AS " % ", ".join(
                sorted(found.group(1).split(", "))), text, count=1)
        if head[0] == "CREATE" and "INDEX" in head[1:3] or "MATERIALIZED" in head or " ADD CONSTRAINT " in text:
            text += _place(where, "MATERIALIZED" in head)
        if " ADD GENERATED " in text and not identity_names:
            text = re.sub(r'\( SEQUENCE NAME (?:(?:"(?:[^"]|"")*"|[\w$]+)\.?)+ ', "( ", text)
        found.append(text)
    return sorted(found)


def _place(where, is_table):
    """What pg_dump says of a relation in a SET before it."""
    method = where["default_table_access_method"] if is_table else "heap"
    return (" USING " + method if method != "heap" else "") + (
        " TABLESPACE " + where["default_tablespace"] if where["default_tablespace"] else "")


def _without_not_null_name(entry):
    return re.sub(r'CONSTRAINT (?:"(?:[^"]|"")*_not_null\d*"|[\w$]+_not_null\d*) NOT NULL', "NOT NULL", entry)


def _differences(want, got):
    lines = []
    for line in difflib.unified_diff("\n".join(want).split("\n"), "\n".join(got).split("\n"),
                                     "as the package says", "as deployed", lineterm="", n=1):
        lines.append(line)
    return "\n".join(lines)


def compare(server, want, got, privileges=False, owners=False, identity_names=True):
    """"" when two databases have the same structure, else the differences.

    PostgreSQL prints some expressions differently once they were fed back (varchar IN lists, research 4.2): where
    the dumps differ, both are restored and dumped again, until they agree or three rounds are over.
    """
    want_dump, got_dump = (server.dump(name, privileges, owners) for name in (want, got))
    first = None
    for _ in range(3):
        want_form, got_form = (normal_form(dump, identity_names) for dump in (want_dump, got_dump))
        if want_form == got_form:
            return ""
        first = first or _differences(want_form, got_form)
        again = []
        for dump in (want_dump, got_dump):
            scratch = server.create("_again")
            try:
                # A pg_dump of a later version sets what this server may not know.
                server.script(scratch, re.sub(r"(?m)^(\\(un)?restrict |SET transaction_timeout ).*$", "", dump))
                again.append(server.dump(scratch, privileges, owners))
            finally:
                server.drop(scratch)
        if again == [want_dump, got_dump]:
            break
        want_dump, got_dump = again
    return first


def leftovers(server, database):
    """What a deploy may not leave behind: invalid indexes, objects named for anneal. (A dump shows what is NOT VALID.)"""
    return server.query(database, """
        SELECT 'invalid index ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid
        UNION ALL SELECT 'left behind: ' || c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE (c.relname ~ '^_?anneal' OR c.relname ~ '_cc(new|old)[0-9]*$') AND n.nspname NOT IN ('anneal', 'anneal_backup')
                    AND n.nspname !~ '^pg_'
        UNION ALL SELECT 'left behind: trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname ~ '^_?anneal'""")


def servers_from_env(verbose):
    """The servers that the environment names: a list of (label, Server or None, reason when None).

    ANNEAL_PG_LABELS is for other versions than those of every run: "pg13 pg14" (tests/versions).
    """
    found = []
    for label in (os.environ.get("ANNEAL_PG_LABELS") or "pg15 pg18").split():
        variable = "ANNEAL_%s_URL" % label.upper()
        url, bindir = os.environ.get(variable), os.environ.get("ANNEAL_%s_BIN" % label.upper(), "")
        if url:
            found.append((label, Server(label, url, bindir, verbose), ""))
        else:
            reason = os.environ.get("ANNEAL_%s_SKIP" % label.upper()) or "%s is not set" % variable
            found.append((label, None, reason))
    return found


def runs_on(label, name):
    """Whether a check runs on a server: a third on 18 by the hash of its name, all with ANNEAL_FULL, all on any other."""
    return label != "pg18" or bool(os.environ.get("ANNEAL_FULL")) or zlib.crc32(name.encode()) % 3 == 0
