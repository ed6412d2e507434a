"""What is said of choices that conduct settles."""

from solver.document.changes import conduct_at
from solver.explain.explanation import Explanation
from solver.explain.settled_branches import BY_POLICY
from solver.translation import tr, trn
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
            tr("At {where} the choice is not the rule’s: the stated policy holds there.").format(
                where=where
            ),
            tr("It takes {quoted} with probability {own}.").format(
                quoted=quoted(names.branch(found.branch)), own=number(own)
            ),
        ]
    conduct = conduct_at(names.document, found.node)
    assert conduct is not None
    best = max(found.values.values())
    result = [
        tr("At {where} the choice is not the rule’s: {conduct} holds there.").format(
            where=where, conduct=holds(names.document, conduct)
        ),
    ]
    top = [id_ for id_, value in found.values.items() if value == best]
    if own < best:
        result.append(
            tr(
                "Its expected utility under it is {own}; that of {top} is {best}, the best there."
            ).format(own=number(own), top=branches(names, top), best=number(best))
        )
    else:
        result.append(
            tr("Its expected utility under it is {own}, the best there.").format(own=number(own))
        )
        if ties := [id_ for id_ in top if id_ != found.branch]:
            result.append(
                trn(
                    "{branches} attains the same: a tie.",
                    "{branches} attain the same: a tie.",
                    len(ties),
                ).format(branches=branches(names, ties))
            )
    return result
