"""Puts steps into a plan file that no package asks for yet, as a plan of the program itself would have them."""
import hashlib
import json

from harness.checks import Failure

WIDTH = 100


def write(value, indent=0, line_start=0):
    """JSON as the program writes it (src/codec/json_write.c): a list of plain values on one line where it fits."""
    if not isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, list) and not any(isinstance(one, (dict, list)) for one in value):
        line = "[" + ", ".join(write(one) for one in value) + "]"
        if line_start + len(line.encode()) - 1 < WIDTH:
            return line
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        rows = []
        for key, one in value.items():
            head = "%s%s: " % (inner, json.dumps(key))
            rows.append(head + write(one, indent + 2, len(head)))
    else:
        rows = [inner + write(one, indent + 2, len(inner)) for one in value]
    marks = "{}" if isinstance(value, dict) else "[]"
    return marks[0] + "\n" + ",\n".join(rows) + "\n" + " " * indent + marks[1]


def hash_of(plan):
    inside = {key: value for key, value in plan.items() if key not in ("Hash", "Facts")}
    return hashlib.sha256((write(inside) + "\n").encode()).hexdigest()


def add_steps(path, steps):
    """`steps`: (number of the step that it comes before, step)."""
    plan = json.loads(path.read_text(encoding="utf-8"))
    if hash_of(plan) != plan["Hash"]:
        raise Failure("the driver writes a plan file otherwise than the program does")
    for number, step in sorted(steps, key=lambda one: one[0], reverse=True):
        plan["Steps"].insert(number, step)
    plan["Hash"] = hash_of(plan)
    path.write_text(write(plan) + "\n", encoding="utf-8")
