"""Cuts SQL text into tokens, statements and the entries of a CREATE TABLE, without knowing what they mean."""
import re

_TOKEN = re.compile(r"""
    (?P<space>\s+)
  | (?P<comment>--[^\n]*|/\*.*?\*/)
  | (?P<string>[xXeEbB]?'(?:[^']|'')*')
  | (?P<dollar>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
  | (?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d][\w$]*)
  | (?P<sign>\|\||->>|->|<=|>=|<>|!=|==|<<|>>|::|.)
""", re.X | re.S)

# PostgreSQL's [] are array brackets, and its E'' strings may hold \'.
_TOKEN_PG = re.compile(_TOKEN.pattern.replace(r"|\[[^\]]*\]", "").replace(
    r"""(?P<string>[xXeEbB]?'(?:[^']|'')*')""",
    r"""(?P<string>[eE]'(?:[^'\\]|''|\\.)*'|[xXbB]?'(?:[^']|'')*')"""), re.X | re.S)


class Token:
    __slots__ = ("kind", "text", "gap")

    def __init__(self, kind, text, gap):
        self.kind, self.text, self.gap = kind, text, gap

    @property
    def upper(self):
        """The word in capitals, or "" for anything that can't be a keyword."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def name(self):
        """The name that a word or a quoted name stands for."""
        if self.kind == "word":
            return self.text
        quote = self.text[-1]
        inner = self.text[1:-1]
        return inner if quote == "]" else inner.replace(quote * 2, quote)

    def __repr__(self):
        return "%s:%s" % (self.kind, self.text)


def tokens(sql, postgres=False):
    """The tokens of `sql` less comments; `gap` says whether blanks or a comment came before."""
    found, gap = [], False
    for match in (_TOKEN_PG if postgres else _TOKEN).finditer(sql):
        kind = match.lastgroup if match.lastgroup != "tag" else "dollar"
        if kind in ("space", "comment"):
            gap = True
            continue
        found.append(Token(kind, match.group(), gap))
        gap = False
    return found


def text_of(some, fold=False):
    """Tokens as text with single blanks where blanks were; with `fold`, names and words without case and quotes."""
    parts = []
    for token in some:
        text = token.text
        if fold and token.kind in ("word", "quoted"):
            text = token.name.casefold()
        elif fold and token.text == "==":
            text = "="
        parts.append((" " if parts and (token.gap or fold) else "") + text)
    return "".join(parts)


def split_at(some, sign):
    """Cuts a token list at `sign` outside parentheses."""
    groups, depth = [[]], 0
    for token in some:
        if token.kind == "sign" and token.text in "([":
            depth += 1
        elif token.kind == "sign" and token.text in ")]":
            depth -= 1
        if depth == 0 and token.kind == "sign" and token.text == sign:
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def bracketed(some, start=0):
    """The first parenthesised group at or after `start`: (tokens before it, inside, after)."""
    depth, first = 0, None
    for at in range(start, len(some)):
        text = some[at].text if some[at].kind == "sign" else ""
        if text == "(":
            if depth == 0:
                first = at
            depth += 1
        elif text == ")":
            depth -= 1
            if depth == 0:
                return some[:first], some[first + 1:at], some[at + 1:]
    return some, [], []


def statements(sql, postgres=False):
    """The statements of a script without BEGIN … END bodies, as token lists."""
    return [group for group in split_at(tokens(sql, postgres), ";") if group]


def split_name(dotted):
    """`shop."a.b"` → ["shop", "a.b"]."""
    parts = re.findall(r'"(?:[^"]|"")*"|[^."]+', dotted)
    return [part[1:-1].replace('""', '"') if part[0] == '"' else part for part in parts]


def quote_name(name):
    return '"' + name.replace('"', '""') + '"'
