/* Tables that change, drawn before and after side by side with their foreign keys. */
#include "model/change.h"
#include "model/label.h"
#include "report/html.h"

/* Units of the drawing are pixels. */
enum {
    BOXES_MOST = 24,
    CHANGED_MOST = 16, /* rows of a box */
    SAME_MOST = 5,
    BOX_WIDTH = 328,
    HALF = BOX_WIDTH / 2,
    GAP = 36, /* right of a box, where lines run */
    SPACE = 18,
    HEAD_HEIGHT = 30,
    ROW_HEIGHT = 32,
    NOTE_HEIGHT = 18,
    NAME_COLUMNS = 20,
    TYPE_COLUMNS = 24,
    TITLE_COLUMNS = 40
};

typedef enum Look { LOOK_SAME, LOOK_NEW, LOOK_GONE, LOOK_CHANGED } Look;
static const char *const look_classes[] = {"same", "new", "gone", "changed"};
static const char *const look_signs[] = {"", "+", "−", "~"};

/* A column: before, after, or both. */
typedef struct Row {
    const Column *before, *after;
    Look look;
} Row;

/* A table; without rows it is there for what refers to it. */
typedef struct Box {
    const Table *before, *after;
    const ChangeGroup *group; /* NULL: it doesn't change */
    Look look;
    VEC(Row) rows;
    size_t hidden; /* rows that are counted only */
    int lane, y, height;
} Box;

typedef struct Diagram {
    Arena arena;
    const Changes *changes;
    VEC(Box *) boxes;
    Map by_table; /* label -> Box */
    size_t left_out;
} Diagram;

/* ---- what is in it
 * ------------------------------------------------------------------------------------------------
 */

static const Table *as_table(const Object *object)
{
    return object != NULL && object->rec.type == &table_type ? (const Table *)object : NULL;
}

static Look look_of(const Record *before, const Record *after, bool differs)
{
    if (before == NULL)
        return LOOK_NEW;
    if (after == NULL)
        return LOOK_GONE;
    return differs ? LOOK_CHANGED : LOOK_SAME;
}

/* What the comparison says of a part: NULL where it is as it was. */
static const Change *change_of(const ChangeGroup *group, const Record *part)
{
    for (size_t i = 0; group != NULL && i < group->changes.len; i++)
        if (group->changes.items[i]->live == part || group->changes.items[i]->desired == part)
            return group->changes.items[i];
    return NULL;
}

static void add_row(Diagram *diagram, Box *box, const Column *before, const Column *after,
                    bool differs, size_t *same, size_t *changed)
{
    Row row = {
        before, after,
        look_of(before == NULL ? NULL : &before->rec, after == NULL ? NULL : &after->rec, differs)};
    size_t *count = row.look == LOOK_SAME ? same : changed;

    if (++*count > (row.look == LOOK_SAME ? (size_t)SAME_MOST : (size_t)CHANGED_MOST))
        box->hidden++;
    else
        vec_push(&diagram->arena, &box->rows, row);
}

/* In the order of the table as it will be; what goes comes last. */
static void add_rows(Diagram *diagram, Box *box)
{
    size_t same = 0, changed = 0;

    for (size_t i = 0; box->after != NULL && i < box->after->columns.len; i++) {
        const Column *after = box->after->columns.items[i];
        const Change *change = change_of(box->group, &after->rec);
        const Column *before = change != NULL        ? (const Column *)change->live
                               : box->before != NULL ? table_column(box->before, after->name)
                                                     : NULL;
        add_row(diagram, box, before, after, change != NULL, &same, &changed);
    }
    for (size_t i = 0; box->before != NULL && i < box->before->columns.len; i++) {
        const Column *before = box->before->columns.items[i];
        const Change *change = change_of(box->group, &before->rec);
        if (box->after == NULL || (change != NULL && change->desired == NULL))
            add_row(diagram, box, before, NULL, true, &same, &changed);
    }
}

static void add_name(Diagram *diagram, const Table *table, Box *box)
{
    if (table != NULL)
        (void)map_put(&diagram->arena, &diagram->by_table,
                      label_name(&diagram->arena, table->obj.schema, table->obj.name), box);
}

static Box *add_box(Diagram *diagram, const Table *before, const Table *after,
                    const ChangeGroup *group)
{
    Box *box;

    if (diagram->boxes.len == BOXES_MOST) {
        diagram->left_out++;
        return NULL;
    }
    box = ARENA_NEW(&diagram->arena, Box);
    box->before = before;
    box->after = after;
    box->group = group;
    box->look = look_of(before == NULL ? NULL : &before->obj.rec,
                        after == NULL ? NULL : &after->obj.rec, group != NULL);
    vec_push(&diagram->arena, &diagram->boxes, box);
    add_name(diagram, before, box);
    add_name(diagram, after, box);
    return box;
}

static Box *box_of(Diagram *diagram, const ForeignKey *key)
{
    return map_get(&diagram->by_table,
                   label_name(&diagram->arena, key->related_schema, key->related_table));
}

/* Tables that don't change, but that a key of a changed one refers to. */
static void add_context(Diagram *diagram, const Table *of)
{
    for (size_t i = 0; of != NULL && i < of->foreign_keys.len; i++) {
        const ForeignKey *key = of->foreign_keys.items[i];
        const Table *before, *after;
        if (diagram->boxes.len == BOXES_MOST || box_of(diagram, key) != NULL)
            continue;
        before = as_table(
            model_find(diagram->changes->live, REC_TABLE, key->related_schema, key->related_table));
        after = as_table(model_find(diagram->changes->desired, REC_TABLE, key->related_schema,
                                    key->related_table));
        if (before != NULL && after != NULL)
            (void)add_box(diagram, before, after, NULL);
    }
}

static void fill(Diagram *diagram)
{
    size_t changed;

    for (size_t i = 0; i < diagram->changes->groups.len; i++) {
        const ChangeGroup *group = diagram->changes->groups.items[i];
        const Table *before = as_table(group->live), *after = as_table(group->desired);
        Box *box = before == NULL && after == NULL ? NULL : add_box(diagram, before, after, group);
        if (box != NULL)
            add_rows(diagram, box);
    }
    changed = diagram->boxes.len;
    for (size_t i = 0; i < changed; i++) {
        add_context(diagram, diagram->boxes.items[i]->after);
        add_context(diagram, diagram->boxes.items[i]->before);
    }
}

/* ---- where it stands
 * ------------------------------------------------------------------------------------------------
 */

/* Each box below the shortest lane. Returns the height. */
static int lay_out(Diagram *diagram, int lanes)
{
    int heights[3] = {0}, highest = 0;

    for (size_t i = 0; i < diagram->boxes.len; i++) {
        Box *box = diagram->boxes.items[i];
        int shortest = 0;
        for (int lane = 1; lane < lanes; lane++)
            if (heights[lane] < heights[shortest])
                shortest = lane;
        box->lane = shortest;
        box->y = heights[shortest] + 1;
        box->height =
            HEAD_HEIGHT + (int)box->rows.len * ROW_HEIGHT + (box->hidden > 0 ? NOTE_HEIGHT : 0);
        heights[shortest] += box->height + SPACE;
        highest = heights[shortest] > highest ? heights[shortest] : highest;
    }
    return highest;
}

static int x_of(const Box *box)
{
    return 1 + box->lane * (BOX_WIDTH + GAP);
}

/* ---- drawing
 * ------------------------------------------------------------------------------------------------
 */

static void put_text(Sb *sb, int x, int y, const char *class, Str text, size_t columns)
{
    sb_printf(sb, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
    html_put_cut(sb, text, columns);
    sb_puts(sb, "</text>");
}

/* `bigint, not null, = 0` */
static Str type_text(Arena *arena, const Column *column)
{
    return arena_printf(arena, "%.*s%s%s%.*s", STR_ARG(column->type),
                        column->is_nullable ? "" : ", not null", column->dflt.len > 0 ? ", = " : "",
                        STR_ARG(column->dflt));
}

static bool is_key(const Table *table, const Column *column)
{
    const Index *key = table == NULL ? NULL : table_primary_key(table);

    for (size_t i = 0; key != NULL && i < key->keys.len; i++)
        if (str_eq(key->keys.items[i].name, column->name))
            return true;
    return false;
}

static void put_cell(Sb *sb, Arena *arena, const Table *table, const Column *column, int x, int y,
                     const char *sign)
{
    Str type;

    if (column == NULL)
        return;
    type = type_text(arena, column);
    sb_puts(sb, "<g><title>");
    html_put(sb, column->name);
    sb_puts(sb, ": ");
    html_put(sb, type);
    sb_puts(sb, "</title>");
    if (*sign != '\0')
        put_text(sb, x + 4, y + 14, "sg", str_from(sign), 1);
    put_text(sb, x + 15, y + 14, is_key(table, column) ? "cn key" : "cn", column->name,
             NAME_COLUMNS);
    put_text(sb, x + 15, y + 26, "ct", type, TYPE_COLUMNS);
    sb_puts(sb, "</g>");
}

/* What is as it was is said once, on the side where it will be. */
static void put_row(Sb *sb, Arena *arena, const Box *box, const Row *row, int y)
{
    int x = x_of(box);
    const char *sign = look_signs[row->look];

    sb_printf(sb, "<g class=\"%s\">", look_classes[row->look]);
    if (row->before != NULL)
        sb_printf(sb, "<rect class=\"was\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", x, y,
                  HALF, ROW_HEIGHT);
    if (row->after != NULL)
        sb_printf(sb, "<rect class=\"is\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", x + HALF,
                  y, HALF, ROW_HEIGHT);
    put_cell(sb, arena, box->before, row->before, x, y, row->after == NULL ? sign : "");
    put_cell(sb, arena, box->after, row->after, x + HALF, y, sign);
    sb_puts(sb, "</g>\n");
}

static Str title_of(Arena *arena, const Box *box)
{
    const Table *after = box->after == NULL ? box->before : box->after;
    Str title = label_name(arena, after->obj.schema, after->obj.name);

    if (box->before != NULL && (!str_eq(box->before->obj.name, after->obj.name) ||
                                !str_eq(box->before->obj.schema, after->obj.schema)))
        title =
            arena_printf(arena, "%.*s → %.*s",
                         STR_ARG(label_name(arena, box->before->obj.schema, box->before->obj.name)),
                         STR_ARG(title));
    return title;
}

static void put_head(Sb *sb, Arena *arena, const Box *box)
{
    int x = x_of(box);
    Str title = title_of(arena, box);
    const char *side = box->group == NULL       ? "as it was"
                       : box->look == LOOK_NEW  ? "new"
                       : box->look == LOOK_GONE ? "goes"
                                                : NULL;

    sb_puts(sb, "<g><title>");
    html_put(sb, title);
    sb_printf(sb,
              "</title><rect class=\"head\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
              "<path class=\"head\" d=\"M%d %dh%d\"/>",
              x, box->y, BOX_WIDTH, HEAD_HEIGHT, x, box->y, BOX_WIDTH);
    put_text(sb, x + 6, box->y + 14, "tn", title, TITLE_COLUMNS);
    put_text(sb, x + 6, box->y + 26, "side", str_from(side == NULL ? "before" : side), 10);
    if (side == NULL)
        put_text(sb, x + HALF + 6, box->y + 26, "side", STR("after"), 10);
    sb_puts(sb, "</g>\n");
}

static void put_box(Sb *sb, Arena *arena, const Box *box)
{
    int x = x_of(box), y = box->y + HEAD_HEIGHT;

    sb_printf(sb,
              "<g class=\"box %s\">"
              "<rect class=\"back\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
              box->group == NULL ? "context" : look_classes[box->look], x, box->y, BOX_WIDTH,
              box->height);
    put_head(sb, arena, box);
    for (size_t i = 0; i < box->rows.len; i++, y += ROW_HEIGHT)
        put_row(sb, arena, box, &box->rows.items[i], y);
    if (box->hidden > 0)
        put_text(sb, x + 15, y + 13, "side",
                 arena_printf(arena, "… and %zu more column%s", box->hidden,
                              box->hidden == 1 ? "" : "s"),
                 TITLE_COLUMNS);
    sb_printf(sb, "<rect class=\"edge\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/></g>\n", x,
              box->y, BOX_WIDTH, box->height);
}

/* The height of the row that the key begins at; else of the head. */
static int y_of_key(const Box *box, const ForeignKey *key)
{
    for (size_t i = 0; key->columns.len > 0 && i < box->rows.len; i++) {
        const Row *row = &box->rows.items[i];
        if ((row->after != NULL && str_eq(row->after->name, key->columns.items[0])) ||
            (row->before != NULL && str_eq(row->before->name, key->columns.items[0])))
            return box->y + HEAD_HEIGHT + (int)i * ROW_HEIGHT + ROW_HEIGHT / 2;
    }
    return box->y + HEAD_HEIGHT / 2 + 4;
}

/* Lines end at the side that is nearer; within a lane they run in the gap beside it. */
static void put_line(Sb *sb, const Box *from, const Box *to, const ForeignKey *key, Look look)
{
    bool to_left = to->lane < from->lane, from_right = !to_left,
         ends_right = to->lane <= from->lane;
    int x1 = x_of(from) + (from_right ? BOX_WIDTH : 0), y1 = y_of_key(from, key);
    int x2 = x_of(to) + (ends_right ? BOX_WIDTH : 0), y2 = to->y + HEAD_HEIGHT / 2;
    int bend = GAP - 8;

    sb_printf(sb, "<g class=\"line %s\"><title>", look_classes[look]);
    html_put(sb, key->name);
    sb_printf(sb,
              "</title><path d=\"M%d %dC%d %d %d %d %d %d\"/><circle cx=\"%d\" cy=\"%d\" "
              "r=\"3.5\"/></g>\n",
              x1, y1, x1 + (from_right ? bend : -bend), y1, x2 + (ends_right ? bend : -bend), y2,
              x2, y2, x2, y2);
}

static void put_lines(Sb *sb, Diagram *diagram, const Box *box)
{
    for (size_t i = 0; box->after != NULL && i < box->after->foreign_keys.len; i++) {
        const ForeignKey *key = box->after->foreign_keys.items[i];
        const Change *change = change_of(box->group, &key->rec);
        const Box *to = box_of(diagram, key);
        if (to != NULL)
            put_line(sb, box, to, key,
                     box->before == NULL ? LOOK_NEW
                     : change == NULL    ? LOOK_SAME
                                         : look_of(change->live, change->desired, true));
    }
    for (size_t i = 0; box->before != NULL && i < box->before->foreign_keys.len; i++) {
        const ForeignKey *key = box->before->foreign_keys.items[i];
        const Change *change = change_of(box->group, &key->rec);
        const Box *to = box_of(diagram, key);
        if (to != NULL && (box->after == NULL || (change != NULL && change->desired == NULL)))
            put_line(sb, box, to, key, LOOK_GONE);
    }
}

static void put_drawing(Sb *sb, Diagram *diagram, int lanes, const char *class)
{
    int height = lay_out(diagram, lanes), width = lanes * (BOX_WIDTH + GAP) + 2;

    sb_printf(sb,
              "<svg class=\"diagram %s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
              "role=\"img\" aria-label=\"tables before and after\">\n",
              class, width, height, width, height);
    for (size_t i = 0; i < diagram->boxes.len; i++)
        put_box(sb, &diagram->arena, diagram->boxes.items[i]);
    for (size_t i = 0; i < diagram->boxes.len; i++)
        if (diagram->boxes.items[i]->group != NULL)
            put_lines(sb, diagram, diagram->boxes.items[i]);
    sb_puts(sb, "</svg>\n");
}

void html_put_diagram(Sb *sb, const Changes *changes)
{
    Diagram diagram = {.changes = changes};

    if (changes != NULL)
        fill(&diagram);
    if (diagram.boxes.len > 0) {
        int lanes = diagram.boxes.len == 1 ? 1 : diagram.boxes.len <= 6 ? 2 : 3;
        sb_puts(sb, "<section id=\"tables\"><h2>Tables</h2>\n<div class=\"scroll\">\n");
        put_drawing(sb, &diagram, lanes, lanes == 1 ? "single" : "wide");
        if (lanes > 1)
            put_drawing(sb, &diagram, 1, "narrow");
        sb_puts(sb, "</div>\n");
        if (diagram.left_out > 0)
            sb_printf(sb, "<p>… and %zu more tables that change.</p>\n", diagram.left_out);
        sb_puts(sb, "</section>\n");
    }
    arena_free(&diagram.arena);
}
