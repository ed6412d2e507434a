"""What is said of choices that conduct settles."""

from solver.document.changes import conduct_at
from solver.explain.explanation import Explanation
from solver.explain.settled_branches import BY_POLICY
from solver.words.explanation_words import branches
from solver.words.names import Names, quoted
from solver.words.tree_texts import holds


def settled_reasons(names: Names, found: Explanation) -> list[str]:
    """Why conduct takes a branch, or does not."""
    assert found.branch is not None
    where, number = names.node_in_sentence(found.node), names.format.number
    own = found.values[found.branch]
    if found.clause == BY_POLICY:
        return [
            f"At {where} the choice is not the rule’s: the stated policy holds there.",
            f"It takes {quoted(names.branch(found.branch))} with probability {number(own)}.",
        ]
    conduct = conduct_at(names.document, found.node)
    assert conduct is not None
    best = max(found.values.values())
    result = [
        f"At {where} the choice is not the rule’s: {holds(names.document, conduct)} holds there.",
    ]
    top = [id_ for id_, value in found.values.items() if value == best]
    if own < best:
        result.append(
            f"Its expected utility under it is {number(own)}; that of {branches(names, top)} is "
            f"{number(best)}, the best there."
        )
    else:
        result.append(f"Its expected utility under it is {number(own)}, the best there.")
        if ties := [id_ for id_ in top if id_ != found.branch]:
            result.append(
                f"{branches(names, ties)} attain{'s' * (len(ties) == 1)} the same: a tie."
            )
    return result
