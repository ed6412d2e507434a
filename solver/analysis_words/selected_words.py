"""What a verdict says of the node or the branch that is selected, in two or three statements."""

from collections.abc import Iterable, Sequence

from solver.analyses.going_together import only_with
from solver.analysis_words.completion_words import held_words
from solver.analysis_words.verdict.statement import Proof, Sign, Statement
from solver.document.elements import Kind
from solver.solution import Solution
from solver.translation import capital, tr, trn
from solver.words.explanation_words import some_listed
from solver.words.names import Names, quoted
from solver.words.tree_texts import holds

MOST_NAMED = 3  # branches elsewhere
MOST_COUNTED = 50  # plans; of more it is not said how many take a branch


def node_statements(solution: Solution, names: Names, node: str) -> tuple[Statement, ...]:
    """What is permitted at a choice node; nothing of other nodes."""
    document = names.document
    if document.nodes[node].kind is not Kind.CHOICE or node not in document.tree:
        return held_statements(names, node)
    ids = [branch.id for branch in document.children(node)]
    permitted = [id_ for id_ in ids if solution.branches[id_].permitted]
    if not ids or any(solution.branches[id_].permitted is None for id_ in ids):
        return ()
    told = [quoted(names.branch(id_)) for id_ in permitted]
    if len(permitted) == 1 < len(ids):
        said = _said(
            "permitted", Sign.PLAIN, tr("Only {told} is permitted").format(told=told[0]), ""
        )
    elif len(permitted) == len(ids):
        both = {
            1: tr("Its branch is permitted"), 2: tr("Both branches are permitted"),
        }.get(len(ids), tr("All branches are permitted"))  # fmt: skip
        said = _said(
            "permitted",
            Sign.GOOD,
            both,
            _between(solution, node, told),
        )
    else:
        title = tr("{permitted} of {ids} branches are permitted").format(
            permitted=len(permitted), ids=len(ids)
        )
        said = _said("permitted", Sign.PLAIN, title, ", ".join(told))
    return (said, *_off(solution, node), *held_statements(names, node))


def held_statements(names: Names, node: str) -> tuple[Statement, ...]:
    """Which completion holds from a node on, with its utilities; nothing where none does."""
    told, conduct = held_words(names, node), names.document.nodes[node].conduct
    if not told or conduct is None:
        return ()
    title = capital(tr("{what} holds below").format(what=holds(names.document, conduct)))
    return (Statement("held", Sign.PLAIN, title, told, Proof.UTILITIES),)


def branch_statements(solution: Solution, names: Names, branch: str) -> tuple[Statement, ...]:
    """Whether a branch of a choice node is permitted, by how many plans, and what else is."""
    document = names.document
    node = document.branches[branch].source
    held = held_statements(names, document.branches[branch].target)
    if document.nodes[node].kind is not Kind.CHOICE or node not in document.tree:
        return held
    verdict = solution.branches[branch]
    if verdict.permitted is None:
        return (_said("permitted", Sign.LOOK, tr("Not decided"), tr("past the budget")),)
    found = []
    if not verdict.permitted:
        found.append(_said("permitted", Sign.PLAIN, tr("Not permitted"), ""))
    else:
        found.append(_said("permitted", Sign.GOOD, tr("Permitted"), _taken(solution, node, branch)))
        choices = (id_ for id_ in document.tree if document.nodes[id_].kind is Kind.CHOICE)
        if named := others_of(solution, names, branch, choices):
            title = tr("Goes only with {others}").format(others=named)
            found.append(_said("together", Sign.PLAIN, title, tr("in every permitted plan")))
        others = [
            quoted(names.branch(other.id))
            for other in document.children(node)
            if other.id != branch and solution.branches[other.id].permitted
        ]
        if others:
            which = trn(
                "{others} is permitted as well", "{others} are permitted as well", len(others)
            ).format(others=tr(" and ").join(others))
            kind = tr("a gap") if node in solution.gaps else tr("a tie")
            found.append(_said("forced", Sign.PLAIN, tr("Not forced"), f"{which}; {kind}"))
        elif len(document.children(node)) > 1:
            found.append(
                _said("forced", Sign.PLAIN, tr("Forced"), tr("no other branch is permitted"))
            )
    stated = document.branches[branch].policy
    if stated is not None:
        title = tr("Stated policy: {text} here").format(text=stated.text)
        found.append(Statement("policy", Sign.PLAIN, title, "", Proof.POLICY))
    return (*found, *held, *_off(solution, node))


def others_of(solution: Solution, names: Names, branch: str, choices: Iterable[str]) -> str:
    """The branches elsewhere with which alone one of a choice node is permitted; empty where there are none."""
    node = names.document.branches[branch].source
    if names.document.nodes[node].kind is not Kind.CHOICE:
        return ""
    found = only_with(solution, node, branch, choices)
    return some_listed((quoted(names.branch_at(id_)) for id_ in found), MOST_NAMED)


def _said(about: str, sign: Sign, title: str, detail: str) -> Statement:
    return Statement(about, sign, title, detail, Proof.WHY)


def _between(solution: Solution, node: str, told: Sequence[str]) -> str:
    if node in solution.gaps:
        return (
            tr("a gap: {told}").format(told=" ∥ ".join(told))
            if len(told) == 2
            else tr("with a gap between some")
        )
    return tr("equally good") if len(told) > 1 else ""


def _taken(solution: Solution, node: str, branch: str) -> str:
    """How many of the permitted plans take a branch."""
    total = solution.plans_total
    if total is None or total > MOST_COUNTED or len(solution.plans) < total:
        return ""
    taking = sum(each.plan.choices.get(node) == branch for each in solution.plans)
    if not taking:
        return tr("but no permitted plan leads there")
    if total == 1:
        return tr("the permitted plan takes it")
    return trn(
        "{taking} of the {total} permitted plans takes it",
        "{taking} of the {total} permitted plans take it",
        taking,
    ).format(taking=taking, total=total)


def _off(solution: Solution, node: str) -> tuple[Statement, ...]:
    if node not in solution.off_plan:
        return ()
    return (_said("off", Sign.LOOK, tr("Off the plan"), tr("no permitted plan leads here")),)
