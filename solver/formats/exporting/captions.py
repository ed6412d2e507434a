"""What stands below a picture of a tree in a paper, and what is said to who cannot see it."""

from fractions import Fraction
from typing import Final

from solver.analysis_words.remark_words import listed
from solver.analysis_words.verdict.headline import headline
from solver.document.elements import Branch, Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.explain.case import Case
from solver.formats.exporting.markup import Markup
from solver.rules.rule import Rule
from solver.solution import Solution
from solver.translation import capital
from solver.words.names import Names, quoted
from solver.words.plain_mathematics import plain_text
from solver.words.plan_names import plan_names

NAMED: Final = 3  # plans that a caption lists
TOLD: Final = 12  # nodes that an alt text goes through
_KINDS: Final = {Kind.CHOICE: "choice", Kind.CHANCE: "chance node", Kind.OUTCOME: "end"}
_SIGNS: Final = {Kind.CHOICE: "squares", Kind.CHANCE: "circles", Kind.OUTCOME: "triangles"}
_MEANT: Final = {Kind.CHOICE: "choice nodes", Kind.CHANCE: "chance nodes", Kind.OUTCOME: "ends"}


def caption(asked: Document | Case, markup: Markup, rule: Rule, solution: Solution) -> str:
    """Three lines: what the tree is, what its signs mean, and the verdict.

    Raises `NotSolvable` as `solver.rules.solve` does.
    """
    case = Case.of(asked)
    counted = f"A decision tree with {_counted(case.document)}."
    lines = (
        f"{title}. {counted}" if (title := case.document.title.strip()) else counted,
        _signs(case.document, rule, solution),
        _verdict(Names(case.document), rule, solution),
    )
    return "\n".join(markup.text(line) for line in lines) + "\n"


def alt_text(asked: Document | Case, rule: Rule, solution: Solution) -> str:
    """The tree and its verdict in plain sentences: formulas in plain signs, nothing to interpret."""
    case = Case.of(asked)
    document, names = case.document, Names(case.document)
    inner = [id_ for id_ in document.tree if document.nodes[id_].kind is not Kind.OUTCOME]
    title = f" “{document.title}”" if document.title else ""
    sentences = [f"Decision tree{title} with {_counted(document)}."]
    sentences += [_node_told(names, id_) for id_ in inner[:TOLD]]
    if (more := len(inner) - TOLD) > 0:
        sentences.append(f"And {more} more {'nodes' if more > 1 else 'node'}.")
    sentences.append(_verdict(names, rule, solution))
    return plain_text(" ".join(" ".join(sentences).split())) + "\n"


def _counted(document: Document) -> str:
    """How many nodes of each kind."""
    kinds = [document.nodes[id_].kind for id_ in document.tree]
    parts = [
        f"{count} {word}{'s' if count > 1 else ''}"
        for kind, word in _KINDS.items()
        if (count := kinds.count(kind))
    ]
    return listed(parts)


def _signs(document: Document, rule: Rule, solution: Solution) -> str:
    """What squares, circles and triangles mean, and the lines that the tree has."""
    there = {document.nodes[id_].kind for id_ in document.tree}
    said = listed(f"{_SIGNS[kind]} are {_MEANT[kind]}" for kind in _SIGNS if kind in there)
    found = {verdict.permitted for verdict in solution.branches.values()}
    lines = [f"heavy branches are permitted by {rule.name}"] if True in found else []
    if False in found:
        lines.append("branches with two strokes are not permitted")
    if None in found:
        lines.append("dashed branches are undecided")
    if any(solution.gaps.get(id_) for id_ in document.tree):
        lines.append("an arc with two bars is a preferential gap")
    return "; ".join([capital(said), *lines]) + "."


def _verdict(names: Names, rule: Rule, solution: Solution) -> str:
    """The headline, with the plans where they are few."""
    line = f"{rule.name}: {headline(names.document, solution).title}"
    plans = solution.plans
    if solution.plans_total != len(plans) or not 0 < len(plans) <= NAMED:
        return f"{line}."
    named = plan_names(names, [permitted.plan.choices for permitted in plans])
    several = [quoted(name) for name in named.names if name]
    said = " or ".join(several) if len(several) > 1 else "".join(named.names)
    told = ", then ".join(part for part in (named.shared, said) if part)
    return f"{line}: {told}." if told else f"{line}."


def _node_told(names: Names, id_: str) -> str:
    """A node with its branches, and where they lead."""
    document = names.document
    node, branches = document.nodes[id_], document.children(id_)
    known = [shares(node, branches, own.parameter_values).values for own in document.readings]
    ways = [
        _way_told(names, branch, [own[branch.id] for own in known if branch.id in own], node.kind)
        for branch in branches
    ]
    name = names.node_in_sentence(id_)
    return f"At {name}, a {_KINDS[node.kind]}: {'; '.join(ways)}."


def _way_told(names: Names, branch: Branch, found: list[Fraction], kind: Kind) -> str:
    chance = ""
    if kind is Kind.CHANCE and found:
        chance = f" ({names.range(min(found), max(found))})"
    node = names.document.nodes[branch.target]
    if node.outcome is not None:
        end = names.outcome(node.outcome)
    else:
        end = names.node_in_sentence(branch.target)
    return f"{quoted(names.branch(branch.id))}{chance} leads to {end}"
