/* Counts the lines of a text, for offsets that only grow. */
#include "base/lines.h"

uint32_t line_count_to(LineCount *count, size_t offset)
{
    if (count->line == 0)
        count->line = 1;
    for (; count->at < offset && count->at < count->text.len; count->at++)
        if (count->text.ptr[count->at] == '\n') {
            count->line++;
            count->start = count->at + 1;
        }
    return count->line;
}

Loc line_count_loc(LineCount *count, const char *file, size_t offset)
{
    uint32_t line = line_count_to(count, offset);

    return (Loc){.file = file, .line = line, .column = (uint32_t)(offset - count->start) + 1};
}
