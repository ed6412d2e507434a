"""``quandary compare``: all rules side by side, and the money pumps."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json, plan_json
from app.cli.reading import add_alpha, add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.analyses.rule_comparison import OneRule, SideBySide
    from solver.document.model import Document
    from solver.words.names import Names


def _arguments(part: argparse.ArgumentParser) -> None:
    add_document(part)
    add_relation(part)
    add_alpha(part)
    add_json(part)


def _compare(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.rule_comparison import side_by_side
        from solver.words.names import Names

        found = side_by_side(document)
        names = Names(document)
        if options.json:
            print(as_json(_json(names, found)))
            return
        for line in _lines(names, found):
            print(line)

    return guarded(options.file, options, show)


# ------------------------------------------------------------------------------- JSON


def _json(names: "Names", found: "SideBySide") -> dict[str, object]:
    answers = {id_: one.solution for id_, one in found.rules.items() if one.solution is not None}
    return {
        "rules": {id_: _rule_json(one) for id_, one in found.rules.items()},
        "branches": {
            branch: {
                id_: {
                    "permitted": solution.branches[branch].permitted,
                    "reachable": solution.branches[branch].reachable,
                }
                for id_, solution in answers.items()
            }
            for branch in found.tree.choice_branches
        },
        "differing": [id_ for id_ in found.tree.choice_branches if id_ in found.differing],
        "sentences": _sentences(names, found),
    }


def _rule_json(one: "OneRule") -> dict[str, object]:
    """What a rule answers; null stands for what is not known, or was not asked of many plans."""
    solution, told, dominated = one.solution, one.rationalised, one.dominated
    better = dominated and dominated.dominated_by
    return {
        "problem": one.problem or None,
        "plans_total": solution and solution.plans_total,
        "dominated_total": solution and solution.dominated_total,
        "exploitable": one.is_exploitable,
        "dominated": dominated
        and plan_json(dominated.plan, dominated_by=better and plan_json(better)),
        "rationalised": told
        and {
            "representable": told.number,
            "looked_at": told.of,
            "complete": told.all_of_them,
            "without_completion": told.without and plan_json(told.without.plan),
            "obeyed": told.obeyed,
        },
    }


# ------------------------------------------------------------------------------- text


def _sentences(names: "Names", found: "SideBySide") -> list[str]:
    """On how much the rules differ, why some are silent, and the pump of each that is exploitable."""
    from solver.analysis_words.compare_words import silent, summary

    result = [summary(found), *silent(found)]
    for one in found.rules.values():
        result += _pump(names, found, one)
    return result


def _pump(names: "Names", found: "SideBySide", one: "OneRule") -> list[str]:
    from solver.analyses.money_pump import pump
    from solver.analysis_words.money_pump_words import ending_text, pump_text, step_text, turn_text
    from solver.rules import RULES

    if one.solution is None or one.dominated is None:
        return []
    played = pump(found.tree, one.solution, one.dominated)
    ending = f"{ending_text(names, played)} {turn_text(played)}".strip()
    steps = [step_text(names, step) for step in played.steps]
    numbered = (f"{number}. {text}" for number, text in enumerate([*steps, ending], start=1))
    return [pump_text(names, played, RULES[one.rule].name), *numbered]


def _lines(names: "Names", found: "SideBySide") -> list[str]:
    from solver.analysis_words.compare_words import SIGNS

    first, *others = _sentences(names, found)
    rows = _rows(names, found)
    widths = [max(len(row[i]) for row in rows if len(row) > 1) for i in range(len(rows[0]))]
    widths[0] = max(len(row[0]) for row in rows)
    table = [
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    ]
    return [first, *table, SIGNS, *others]


def _rows(names: "Names", found: "SideBySide") -> list[list[str]]:
    """A column a rule; a row a question, a choice node (alone in it), or a branch of one."""
    from solver.analysis_words.compare_words import NO_ANSWER, QUESTIONS, answer_text, sign_of
    from solver.rules import RULES

    def sign(one: "OneRule", branch: str) -> str:
        return NO_ANSWER if one.solution is None else sign_of(one.solution.branches[branch])

    rules, tree = found.rules.values(), found.tree
    rows = [["", *(RULES[id_].short or RULES[id_].name for id_ in found.rules)]]
    for number, (question, _) in enumerate(QUESTIONS):
        rows.append([question, *(answer_text(one, number)[0] for one in rules)])
    for node in tree.agents_choices():
        rows.append([names.node(tree.ids[node])])
        for branch in tree.branches[node]:
            mark = "≠" if branch in found.differing else " "
            rows.append([f"{mark} {names.branch(branch)}", *(sign(one, branch) for one in rules)])
    return rows


VERB = Verb(_compare, "all rules side by side, and who can be money-pumped", _arguments)
