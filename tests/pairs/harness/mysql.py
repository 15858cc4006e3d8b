"""A MySQL or MariaDB server for tests: throw-away databases, and what two of them have in common."""
import difflib
import itertools
import os
import re
import subprocess
import urllib.parse
import zlib

from .checks import Failure, say

_numbers = itertools.count(1)
_OURS = "_anneal_"  # anneal's own tables are no part of any comparison

# label: the word of a case's file `only` that means it, besides its label
LABELS = {"mariadb1011": "mariadb", "mariadb118": "mariadb", "mysql97": "mysql"}


def _quote(name):
    return "`%s`" % name.replace("`", "``")


class Server:
    """One server: the URL of a database of it, and the folder of its client (empty: the one on the path)."""

    def __init__(self, label, url, bindir="", verbose=False):
        self.label, self.verbose = label, verbose
        self._client = os.path.join(bindir, "mariadb") if bindir else "mariadb"
        self._url = urllib.parse.urlsplit(url)
        if self._url.scheme not in ("mysql", "mariadb"):
            raise SystemExit("%s: not a URL of MySQL or MariaDB: %s" % (label, url))

    def url(self, database):
        return urllib.parse.urlunsplit(self._url._replace(path="/" + database))

    def _words(self):
        url, query = self._url, dict(urllib.parse.parse_qsl(self._url.query))
        words = ["--user=%s" % urllib.parse.unquote(url.username or "root")]
        if url.password:
            words.append("--password=%s" % urllib.parse.unquote(url.password))
        if "socket" in query:
            return words + ["--socket=%s" % query["socket"]]
        return words + ["--protocol=tcp", "--host=%s" % url.hostname, "--port=%d" % (url.port or 3306)]

    def script(self, database, sql, *words):
        """Runs a script in one client, DELIMITER and all; raises at its first error."""
        if self.verbose:
            say("$ mariadb %s <<< %s" % (database or "", sql[:60].replace("\n", " ")))
        done = subprocess.run([self._client, "--no-defaults", "--default-character-set=utf8mb4", "--comments"] + self._words() +
                              list(words) + ([database] if database else []), input=sql.encode("utf-8"),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise Failure("the client failed on %s" % self.label, done.stderr.decode("utf-8", "replace"))
        return done.stdout.decode("utf-8", "surrogateescape")

    def by_hand(self, database, path):
        """As a person runs a script."""
        done = subprocess.run([self._client, "--no-defaults", "--comments", *self._words(), database], input=path.read_bytes(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise Failure("the script failed on %s" % self.label, done.stderr.decode("utf-8", "replace") + path.read_text(encoding="utf-8"))

    def rows(self, database, sql):
        """The rows of one query, cells as texts."""
        text = self.script(database, sql, "--batch", "--skip-column-names", "--raw") if sql.startswith("SHOW CREATE") else \
            self.script(database, sql, "--batch", "--skip-column-names")
        return [line.split("\t") for line in text.splitlines()]

    def create(self, hint=""):
        name = "t%d_%d%s" % (os.getpid(), next(_numbers), hint)
        self.script(None, "CREATE DATABASE %s CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci" % name)
        return name

    def drop(self, name):
        self.script(None, "DROP DATABASE IF EXISTS %s" % _quote(name))

    def counts(self, database):
        """{(table,): rows}"""
        names = [row[0] for row in self.rows(database, _NAMES["TABLE"]) if not row[0].startswith(_OURS)]
        if not names:
            return {}
        parts = ["SELECT '%s', count(*) FROM %s" % (name.replace("\\", "\\\\").replace("'", "''"), _quote(name)) for name in names]
        return {(row[0],): int(row[1]) for row in self.rows(database, " UNION ALL ".join(parts))}

    def answers(self, database, queries):
        return self.script(database, queries, "--batch", "--skip-column-names") if queries.strip() else ""

    def structure(self, database):
        """{kind and name: the server's own CREATE statement} of everything but anneal's tables."""
        wanted = []
        for kind, query in _NAMES.items():
            if kind == "SEQUENCE" and self.label.startswith("mysql"):
                continue
            wanted += [(kind, row[0]) for row in self.rows(database, query) if not row[0].startswith(_OURS)]
        if not wanted:
            return {}
        script = "".join("SHOW CREATE %s %s\\G\n" % (kind, _quote(name)) for kind, name in wanted)
        texts = re.split(r"^\*{20,} 1\. row \*{20,}\n", self.script(database, script), flags=re.M)[1:]
        # MariaDB prints the database of a sequence that a default draws from.
        found = {"%s %s" % key: _normal(key[0], text).replace("%s." % _quote(database), "") for key, text in zip(wanted, texts)}
        orders = self.rows(database, "SELECT trigger_name, action_order FROM information_schema.triggers"
                                     " WHERE trigger_schema = database() ORDER BY 1")
        for name, order in orders:
            found["TRIGGER %s" % name] += "\n-- number %s of its event" % order
        return found


_NAMES = {
    "TABLE": "SELECT table_name FROM information_schema.tables WHERE table_schema = database()"
             " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1",
    "SEQUENCE": "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'SEQUENCE' ORDER BY 1",
    "VIEW": "SELECT table_name FROM information_schema.views WHERE table_schema = database() ORDER BY 1",
    "FUNCTION": "SELECT routine_name FROM information_schema.routines WHERE routine_schema = database() AND routine_type = 'FUNCTION' ORDER BY 1",
    "PROCEDURE": "SELECT routine_name FROM information_schema.routines WHERE routine_schema = database() AND routine_type = 'PROCEDURE' ORDER BY 1",
    "TRIGGER": "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = database() ORDER BY 1",
    "EVENT": "SELECT event_name FROM information_schema.events WHERE event_schema = database() ORDER BY 1",
}

# Columns of SHOW CREATE that say when or by whom, not what.
_PASSING = re.compile(r"^ *(Created|character_set_client|collation_connection|Database Collation|sql_mode|time_zone): .*\n", re.M)


def _normal(kind, text):
    """Without the counter of AUTO_INCREMENT, which is data, and with indexes, keys and checks in the order of their text:
    the server prints them in the order in which they came."""
    text = _PASSING.sub("", text)
    if kind == "TRIGGER":  # MariaDB keeps the words of who made it
        text = re.sub(r"TRIGGER `?(\w+)`? (BEFORE|AFTER) (INSERT|UPDATE|DELETE) ON `?(\w+)`?", r"TRIGGER \1 \2 \3 ON \4", text)
    if kind != "TABLE":
        return text.rstrip("\n")
    text = re.sub(r"^(\).*) AUTO_INCREMENT=\d+", r"\1", text, flags=re.M)
    text = re.sub(r" CHARACTER SET (\w+)(?= COLLATE \1_)", "", text)  # MySQL prints whether it was said
    lines = text.split("\n")
    parts = [i for i, line in enumerate(lines) if re.match(r"  (PRIMARY |UNIQUE |FULLTEXT |SPATIAL )?KEY |  CONSTRAINT ", line)]
    ordered = sorted(lines[i].rstrip(",") for i in parts)
    for i, line in zip(parts, ordered):
        lines[i] = line
    return "\n".join(line.rstrip(",") for line in lines).rstrip("\n")


def compare(server, wanted, live):
    """"" where two databases hold the same, else the differences."""
    first, second = server.structure(wanted), server.structure(live)
    lines = []
    for name in sorted(set(first) | set(second)):
        if first.get(name) != second.get(name):
            lines += difflib.unified_diff((first.get(name) or "").split("\n"), (second.get(name) or "").split("\n"),
                                          "wanted: " + name, "live: " + name, lineterm="", n=1)
    return "\n".join(lines)


def damage(server, database):
    """What a deploy must not leave behind: broken views, and anything of anneal that is no table of its journal or backups."""
    wrong = []
    for row in server.rows(database, "SELECT table_name FROM information_schema.views WHERE table_schema = database()"):
        try:
            server.script(database, "SELECT * FROM %s LIMIT 0" % _quote(row[0]))
        except Failure as failure:
            wrong.append("broken view %s: %s" % (row[0], failure.detail.strip()))
    wrong += ["left behind: %s" % row[0] for row in server.rows(
        database, "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = database() AND trigger_name LIKE '%anneal%'"
                  " UNION ALL SELECT column_name FROM information_schema.columns WHERE table_schema = database()"
                  " AND column_name LIKE '%anneal%' AND table_name NOT LIKE '\\_anneal\\_%'")]
    return "\n".join(wrong)


def servers_from_env(verbose):
    """The servers that the environment names: a list of (label, Server or None, reason when None)."""
    found = []
    for label in LABELS:
        variable = "ANNEAL_%s_URL" % label.upper()
        url, bindir = os.environ.get(variable), os.environ.get("ANNEAL_%s_BIN" % label.upper(), "")
        if url:
            found.append((label, Server(label, url, bindir, verbose), ""))
        else:
            reason = os.environ.get("ANNEAL_%s_SKIP" % label.upper()) or "%s is not set" % variable
            found.append((label, None, reason))
    return found


def has_feature(label, only):
    """Whether a case with this file `only` (words; empty: all servers) is for the server."""
    return not only or label in only or LABELS[label] in only


def runs_on(label, name, only):
    """Whether a check runs on a server: on one of those that have its features by the hash of its name, on all with ANNEAL_FULL."""
    able = [one for one in LABELS if has_feature(one, only)]
    return bool(os.environ.get("ANNEAL_FULL")) or label == able[zlib.crc32(name.encode()) // 5 % len(able)]
