/* Borrowed slices of UTF-8 text. */
#include "base/str.h"

enum { DISTANCE_MAX_LEN = 64 };

Str str_from(const char *text)
{
    return text == NULL ? STR_ABSENT : (Str){text, strlen(text)};
}

bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_is(Str a, const char *b)
{
    return str_eq(a, str_from(b));
}

char str_lower_char(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool str_eq_ascii_nocase(Str a, Str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (str_lower_char(a.ptr[i]) != str_lower_char(b.ptr[i]))
            return false;
    return true;
}

int str_cmp(Str a, Str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);

    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

uint64_t str_hash(Str s)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    return hash ^ (hash >> 29);
}

bool str_contains(Str s, Str part)
{
    for (size_t i = 0; i + part.len <= s.len; i++)
        if (str_starts(str_sub(s, i, SIZE_MAX), part))
            return true;
    return false;
}

bool str_starts(Str s, Str prefix)
{
    return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(Str s, Str suffix)
{
    return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Str str_trim(Str s)
{
    while (s.len > 0 && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

Str str_sub(Str s, size_t from, size_t len)
{
    if (s.ptr == NULL)
        return s;
    if (from > s.len)
        from = s.len;
    if (len > s.len - from)
        len = s.len - from;
    return (Str){s.ptr + from, len};
}

size_t str_find(Str s, char c, size_t from)
{
    for (size_t i = from; i < s.len; i++)
        if (s.ptr[i] == c)
            return i;
    return SIZE_MAX;
}

bool str_cut(Str *rest, char c, Str *part)
{
    size_t at;

    if (rest->ptr == NULL)
        return false;
    at = str_find(*rest, c, 0);
    if (at == SIZE_MAX) {
        *part = *rest;
        *rest = STR_ABSENT;
    } else {
        *part = str_sub(*rest, 0, at);
        *rest = str_sub(*rest, at + 1, SIZE_MAX);
    }
    return true;
}

bool str_to_int64(Str s, int64_t *value)
{
    bool negative = s.len > 0 && s.ptr[0] == '-';
    uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
    uint64_t sum = 0;
    size_t i = negative ? 1 : 0;

    if (i == s.len)
        return false;
    for (; i < s.len; i++) {
        uint64_t digit = (uint64_t)(unsigned char)s.ptr[i] - '0';
        if (digit > 9 || sum > (limit - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
    return true;
}

size_t str_distance(Str a, Str b)
{
    size_t before[DISTANCE_MAX_LEN + 1], last[DISTANCE_MAX_LEN + 1], row[DISTANCE_MAX_LEN + 1];

    a = str_sub(a, 0, DISTANCE_MAX_LEN);
    b = str_sub(b, 0, DISTANCE_MAX_LEN);
    memset(before, 0, sizeof before);
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = str_lower_char(a.ptr[i - 1]) == str_lower_char(b.ptr[j - 1]);
            size_t best = last[j - 1] + (same ? 0 : 1);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && str_lower_char(a.ptr[i - 1]) == str_lower_char(b.ptr[j - 2]) &&
                str_lower_char(a.ptr[i - 2]) == str_lower_char(b.ptr[j - 1]) &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        memcpy(before, last, sizeof last);
        memcpy(last, row, sizeof row);
    }
    return last[b.len];
}

const char *str_nearest(Str wanted, const char *const *candidates, size_t count)
{
    const char *nearest = NULL;
    /* A third of the letters wrong still reads as a slip; more is another word. */
    size_t best = wanted.len / 3 + 1;

    for (size_t i = 0; i < count; i++) {
        Str candidate = str_from(candidates[i]);
        size_t distance;
        if (candidate.len > wanted.len + best || wanted.len > candidate.len + best)
            continue; /* as many edits at least */
        distance = str_distance(wanted, candidate);
        if (distance < best || (distance == best && nearest == NULL)) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}

bool str_matches(Str s, Str pattern)
{
    size_t i = 0, p = 0, star = SIZE_MAX, restart = 0;

    while (i < s.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            restart = i;
        } else if (p < pattern.len && (pattern.ptr[p] == '?' || pattern.ptr[p] == s.ptr[i])) {
            p++;
            i++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            i = ++restart;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

/* Length of the well-formed sequence at `p`, or 0. */
static size_t utf8_length(const unsigned char *p, size_t left)
{
    unsigned char c = p[0];

    if (c == 0)
        return 0;
    if (c < 0x80)
        return 1;
    if (c >= 0xC2 && c <= 0xDF)
        return left >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF) {
        if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F))
            return 0; /* overlong, or a surrogate */
        return 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
            return 0;
        if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
            return 0;
        return 4;
    }
    return 0;
}

bool str_is_utf8(Str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;

    for (size_t i = 0; i < s.len;) {
        size_t len = utf8_length(p + i, s.len - i);
        if (len == 0)
            return false;
        i += len;
    }
    return true;
}
