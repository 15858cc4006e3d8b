/* Pieces: what a recipe makes of changes. */
#include "model/piece.h"

Piece *pieces_add(Pieces *pieces, Op op, const Change *change, const ChangeGroup *group)
{
    Piece *piece = ARENA_NEW(pieces->arena, Piece);

    piece->op = op;
    piece->change = change;
    piece->group = group;
    piece->after = -1;
    vec_push(pieces->arena, &pieces->list, piece);
    return piece;
}

bool piece_does(const Piece *piece, Op op)
{
    if (piece->op == op)
        return true;
    for (size_t i = 0; i < piece->includes.len; i++)
        if (piece->includes.items[i] == op)
            return true;
    return false;
}
