"""A walk through the tree in words: where one stands, what the rule says, what has come of it."""

from solver.analyses.walk_through import Beaten, Position, Result, Taken, TurnedDown, WalkedTree
from solver.analysis_words.trammelling_words import has_news, trammelled_texts
from solver.document.elements import Kind
from solver.rules.rule import Rule
from solver.translation import capital, tr
from solver.words.explanation_words import listed
from solver.words.names import Names, quoted
from solver.words.plan_names import plan_name
from solver.words.tree_texts import holds


def place_text(names: Names, position: Position) -> str:
    """Where one stands."""
    if position.end is not None:
        return tr("The end: {end}").format(end=names.end(position.end))
    name = names.node_in_sentence(position.node)
    if position.conduct is not None:
        held = holds(names.document, position.conduct)
        if position.kind is Kind.CHANCE:
            return tr("{held} holds at {name}: click what you do there, or throw the dice").format(
                held=capital(held), name=name
            )
        if position.kind is Kind.CHOICE:
            return tr("{held} holds at {name}: what it leaves can be taken").format(
                held=capital(held), name=name
            )
    if position.kind is Kind.CHANCE:
        return tr("Chance decides at {name}: click what comes up, or throw the dice").format(
            name=name
        )
    return tr("You choose at {name}").format(name=name)


def verdict_text(names: Names, position: Position, rule: Rule) -> str:
    """What the rule permits where one stands."""
    if position.kind is not Kind.CHOICE or position.conduct is not None:
        return ""
    numbered = {branch: number for number, branch in enumerate(position.options, start=1)}

    def branches(word: bool | None) -> list[str]:
        return [
            f"{numbered[b]} {quoted(names.branch(b))}"
            for b, permitted in position.options.items()
            if permitted is word
        ]

    parts = []
    if permitted := branches(True):
        parts.append(
            tr("{name} permits {permitted}.").format(name=rule.title, permitted=listed(permitted))
        )
    if refused := branches(False):
        parts.append(tr("Not permitted: {refused}.").format(refused=listed(refused)))
    if undecided := branches(None):
        parts.append(tr("Undecided: {undecided}.").format(undecided=listed(undecided)))
    if rule.remembers:
        parts += _remembered(names, position)
    return " ".join(parts)


def history_texts(names: Names, on: WalkedTree, position: Position) -> list[str]:
    """What the way here has ruled out and settled, and which completions remain."""
    if on.trammelling is None or position.node not in on.trammelling.nodes:
        return []
    here = on.trammelling.nodes[position.node]
    return trammelled_texts(names, on.trammelling, here) if has_news(here) else []


def _remembered(names: Names, position: Position) -> list[str]:
    """Which branches are not permitted because of what was turned down."""
    return [
        beaten_text(names, branch, beaten)
        for branch, beaten in position.beaten.items()
        if position.options.get(branch) is False
    ]


def beaten_text(names: Names, branch: str, beaten: Beaten) -> str:
    """Why a branch would settle on something worse than what was turned down."""
    better = names.prospect(beaten.by.plan.prospect)
    worse = names.prospect(beaten.offer.plan.prospect)
    earlier = names.node_in_sentence(beaten.turned_down.node)
    return tr(
        "{quoted} would settle on {worse}, and {better}, turned down at {earlier}, is strictly preferred to it."
    ).format(quoted=quoted(names.branch(branch)), worse=worse, better=better, earlier=earlier)


def off_plan_text(names: Names, position: Position, rule: Rule) -> str:
    """Whether the way so far is part of a permitted plan; empty if it is."""
    if position.left_at is None:
        return "" if position.off_plan is False else tr("Whether this is on plan is undecided.")
    left = position.left_at
    text = tr("Off plan: no plan that {name} permits takes {quoted} at {node}.").format(
        name=rule.title,
        quoted=quoted(names.branch(left.branch)),
        node=names.node_in_sentence(left.node),
    )
    if rule.starts_afresh and position.kind is Kind.CHOICE:
        text += tr(
            " What is permitted here counts afresh, from the earliest later node that allows it."
        )
    return text


def step_text(names: Names, step: Taken) -> str:
    """One step of the way so far."""
    name, branch = names.node_in_sentence(step.node), quoted(names.branch(step.branch))
    if step.share is not None:
        return tr("At {name} {branch} came up ({share})").format(
            name=name, branch=branch, share=names.format.number(step.share)
        )
    if step.permitted is False:
        return tr("✕ At {name}: {branch}, not permitted").format(name=name, branch=branch)
    if step.permitted is None:
        return tr("? At {name}: {branch}, undecided").format(name=name, branch=branch)
    return tr("At {name}: {branch}").format(name=name, branch=branch)


def turned_down_texts(names: Names, down: TurnedDown) -> list[str]:
    """What a branch not taken offered, a line a prospect."""
    place = tr("At {node}: {quoted}").format(
        node=names.node_in_sentence(down.node), quoted=quoted(names.branch(down.branch))
    )
    if not down.offers:
        many = f"{down.number:,}" if down.number < 10**9 else f"{float(down.number):.0e}"
        return [tr("{place} ({many} plans)").format(place=place, many=many)]
    lines = [f"{place} ({names.prospect(offer.plan.prospect)})" for offer in down.offers]
    return list(dict.fromkeys(lines))


def result_text(names: Names, result: Result, rule: Rule) -> str:
    """What has come of a walk, what could be expected, and whether its plan was dominated by a plan."""
    parts = []
    prospects = [names.prospect(prospect) for prospect in result.prospects]
    if len(prospects) == 1:
        parts.append(
            tr("Following a plan that {name} permits you could expect {prospects}.").format(
                name=rule.title, prospects=prospects[0]
            )
        )
    elif prospects:
        more = "" if result.all_told else tr("; and more")
        parts.append(
            tr(
                "Following a plan that {name} permits you could expect, depending on what you "
                "would have done elsewhere: {prospects}."
            ).format(name=rule.title, prospects=tr("; or ").join(prospects) + more)
        )
    if result.dominated is None:
        parts.append(
            tr("Whether you played out a plan that is dominated by a plan is not decided.")
        )
    elif not result.dominated:
        parts.append(
            tr("What you chose belongs to a plan to which no available plan is strictly preferred.")
        )
    else:
        parts.append(tr("Every plan that makes your choices is dominated by a plan."))
        if result.example is not None and result.better is not None:
            better = plan_name(names, result.better.choices)
            parts.append(
                tr("{better} was available, and ({prospect}) ≻ ({prospect2}).").format(
                    better=quoted(better),
                    prospect=names.prospect(result.better.prospect),
                    prospect2=names.prospect(result.example.prospect),
                )
            )
    return " ".join(parts)
