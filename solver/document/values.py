"""Values of outcomes and payoffs of branches: numbers on criteria."""

from collections.abc import Mapping
from fractions import Fraction

from solver.document.elements import Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.translation import tr


def criterion_numerals(document: Document, values: Values | None) -> Mapping[str, Numeral]:
    """The numerals by criterion.  A bare number means the document's only criterion.

    Raises `NumberError` where a bare number is ambiguous because there are several criteria.
    """
    if values is None:
        return {}
    if isinstance(values, Numeral):
        if len(document.criterion_ids) != 1:
            ids = ", ".join(tr("“{name}”").format(name=id_) for id_ in document.criterion_ids)
            raise NumberError(
                tr(
                    "“{number}” does not say which criterion it belongs to: there are {names}."
                ).format(number=values.text, names=ids)
            )
        return {document.criterion_ids[0]: values}
    return values


def criterion_values(document: Document, values: Values | None) -> Mapping[str, Fraction]:
    """The exact values by criterion.

    Raises `NumberError` where a number cannot be computed or names an unknown criterion.
    """
    result: dict[str, Fraction] = {}
    for id_, numeral in criterion_numerals(document, values).items():
        if document.criterion(id_) is None:
            raise NumberError(tr("There is no criterion “{name}”.").format(name=id_))
        result[id_] = numeral.value(document.parameter_values)
    return result
