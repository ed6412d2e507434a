"""How much each opinion counts in a completion, and the utility that it has there."""

from dataclasses import replace as replaced
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from solver.document.elements import Completion, OpinionShare
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable, NumberError
from solver.findings import Finding
from solver.translation import tr

#: The code of the finding that expected utility has several opinions, and no completion that weighs them.
NO_SHARES: Final = "completion.shares"


def opinion_shares(document: Document, completion: Completion) -> dict[str, Fraction]:
    """The share of each opinion, which sum to 1; equal where the completion gives none.

    Raises `NotSolvable` where some are missing, are not positive, or cannot be computed.
    """
    stated: dict[str, Numeral] = {}
    for id_, own in completion.opinions.items():
        numeral = own.share if isinstance(own, OpinionShare) else own
        if id_ in document.opinions and numeral is not None:
            stated[id_] = numeral
    if not stated:
        return dict.fromkeys(document.opinions, Fraction(1, len(document.opinions)))
    shares: dict[str, Fraction] = {}
    for id_, opinion in document.opinions.items():
        name = opinion.label or id_
        if id_ not in stated:
            raise _refused(
                tr("The completion gives shares to some opinions, and none to “{name}”.").format(
                    name=name
                )
            )
        try:
            shares[id_] = stated[id_].value(document.parameter_values)
        except NumberError as error:
            raise _refused(
                tr("The completion’s share of the opinion “{name}”: {message}").format(
                    name=name, message=error.message
                )
            ) from None
        if shares[id_] <= 0:
            raise _refused(
                tr(
                    "The completion’s share of the opinion “{name}” is {shares}; it must be positive."
                ).format(name=name, shares=shares[id_])
            )
    total = sum(shares.values(), Fraction(0))
    return {id_: share / total for id_, share in shares.items()}


def shares_by_opinion(document: Document) -> tuple[Fraction, ...]:
    """The share of each opinion in the completion that expected utility goes by.

    Raises `NotSolvable` where there are several and no completion, or the shares do not serve.
    """
    if document.completion is None and len(document.opinions) > 1:
        message = tr(
            "There are several opinions, so expected utility needs a completion that says how much each "
            "of them counts: please give the opinions shares."
        )
        raise NotSolvable([Finding(code=NO_SHARES, message=message)])
    return tuple(opinion_shares(document, document.completion or Completion()).values())


def own_completion(completion: Completion, opinion: str) -> Completion:
    """A completion as an opinion has it: with its own utility where it states one."""
    own = completion.opinions.get(opinion)
    if not isinstance(own, OpinionShare):
        return completion
    return replace(
        completion,
        scales={**completion.scales, **own.scales},
        alone={**completion.alone, **own.alone},
    )


def states_own_utilities(completion: Completion) -> bool:
    """Whether some opinion has a utility of its own."""
    return any(
        isinstance(own, OpinionShare) and (own.scales or own.alone)
        for own in completion.opinions.values()
    )


def with_completion(document: Document, completion: Completion) -> Document:
    """The document with another completion."""
    return replaced(document, completion=completion)


def _refused(message: str) -> NotSolvable:
    return NotSolvable([Finding(code="completion.opinions", message=message)])
