"""``quandary profile``: how the net values of plans are distributed (their risk profiles)."""

import argparse
from typing import TYPE_CHECKING, Any

from app.cli.output import as_json, plan_json, plan_lines
from app.cli.reading import add_document, add_json, add_limit, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from solver.analyses.risk.distribution import NetDistribution
    from solver.analyses.risk.family import Family
    from solver.document.model import Document
    from solver.explain.case import Case
    from solver.induction.curved.rollback import Curved
    from solver.prospect import Prospect
    from solver.solution import Plan
    from solver.words.names import Names

    #: The utility curve of the tree under each opinion, by its id; under "" where there is only one.
    Curves = Mapping[str, Curved | None]


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import DEFAULT_RULE, RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), default=DEFAULT_RULE)
    part.add_argument(
        "--plan", type=int, metavar="N", help="only the N-th of the plans that the rule permits"
    )
    part.add_argument(
        "--tolerances", nargs=2, metavar=("FROM", "TO"),
        help="what holds for all exponential utilities with risk tolerances between these",
    )  # fmt: skip
    add_relation(part)
    add_json(part)
    add_limit(part)


def _profile(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.risk.certainty import curves_under
        from solver.analysis_words.risk_words import family_sentences
        from solver.errors import QuandaryError
        from solver.explain.case import Case
        from solver.rules import solve
        from solver.words.names import Names
        from solver.words.plan_names import plan_names

        solution = solve(document, options.rule, limit=max(options.limit, options.plan or 0))
        plans = [permitted.plan for permitted in solution.plans]
        complete = solution.complete
        if options.plan is not None:
            if not 1 <= options.plan <= len(plans):
                raise QuandaryError(
                    f"There is no permitted plan number {options.plan}: {len(plans)} are listed."
                )
            plans = [plans[options.plan - 1]]
        case = Case.of(document)
        document, stated = case.document, curves_under(case)
        found = _family(case, plans, options.tolerances) if options.tolerances else None
        if options.json:
            told = [_plan_json(document, plan, stated) for plan in plans]
            result = {"rule": options.rule, "plans": told, "complete": complete}
            print(as_json(result if found is None else result | {"family": _family_json(found)}))
            return
        names = Names(document)
        shared, lines = plan_lines(names, plans)
        if shared:
            print(f"All of them: {shared}.")
        for plan, line in zip(plans, lines, strict=True):
            print(line)
            for row in _rows(names, document, plan, stated):
                print(f"  {row}")
        if found is not None:
            called = plan_names(names, [plan.choices for plan in plans]).names
            for sentence in family_sentences(names, called, found):
                print(sentence)
        if not complete and options.plan is None:
            print("… and there are more (see --limit).")

    return guarded(options.file, options, show)


def _family(case: "Case", plans: "list[Plan]", tolerances: list[str]) -> "Family":
    from solver.analyses.risk.family import family
    from solver.document.numerals import evaluate

    low, high = (evaluate(text, {}) for text in tolerances)
    return family(case, [plan.prospect for plan in plans], low, high)


def _family_json(found: "Family") -> dict[str, object]:
    """Pairs and undominated plans by their places in the list."""
    return {
        "from": str(found.low),
        "to": str(found.high),
        "undominated": list(found.undominated),
        "pairs": [
            {
                "first": i,
                "second": j,
                "relation": pair.relation,
                "first_better_at": pair.for_first and str(pair.for_first),
                "second_better_at": pair.for_second and str(pair.for_second),
                **(
                    {
                        "first_better_under": pair.first_under,
                        "second_better_under": pair.second_under,
                    }
                    if pair.first_under or pair.second_under
                    else {}
                ),
            }
            for (i, j), pair in found.pairs.items()
        ],
    }


def _certain_json(curve: "Curved | None", prospect: "Prospect") -> dict[str, object]:
    from solver.analyses.risk.certainty import of_prospect

    if curve is None:
        return {}
    own = of_prospect(curve, prospect)
    return {
        word: str(low) if low == high else {"between": [str(low), str(high)]}
        for word, (low, high) in (
            ("certainty_equivalent", own.equivalent),
            ("risk_premium", own.premium),
        )
    }


def _plan_json(document: "Document", plan: "Plan", stated: "Curves") -> dict[str, Any]:
    from solver.prospect import Prospect

    told: dict[str, Any] = plan_json(plan) | _certain_json(stated.get(""), plan.prospect)
    told["scales"] = _scales_json(document, Prospect(plan.prospect))
    for opinion, own in plan.prospect.opinions.items():
        told["opinions"][opinion]["scales"] = _scales_json(document, own)
        told["opinions"][opinion] |= _certain_json(stated[opinion], own)
    return told


def _scales_json(document: "Document", prospect: "Prospect") -> dict[str, object]:
    from solver.analyses.risk.distribution import distributions

    return {
        scale: {criterion: _distribution_json(found) for criterion, found in own.items()}
        for scale, own in distributions(document, prospect).items()
    }


def _distribution_json(found: "NetDistribution") -> dict[str, object]:
    return {
        "probability": str(found.mass),
        "mean": str(found.mean),
        "variance": str(found.variance),
        "values": [str(value) for value in found.values],
        "distribution": [str(chance) for chance in found.chances],
        "cumulative": [str(chance) for chance in found.cumulative],
    }


def _rows(names: "Names", document: "Document", plan: "Plan", stated: "Curves") -> list[str]:
    if not plan.prospect.opinions:
        return _rows_of(names, document, plan.prospect, stated[""])
    result = []
    for opinion, own in plan.prospect.opinions.items():
        result.append(f"under “{names.opinion(opinion)}”:")
        result += [f"  {row}" for row in _rows_of(names, document, own, stated[opinion])]
    return result


def _rows_of(
    names: "Names", document: "Document", prospect: "Prospect", curve: "Curved | None"
) -> list[str]:
    from solver.analyses.risk.certainty import of_prospect
    from solver.analyses.risk.distribution import distributions
    from solver.analysis_words.charts.risk_charts import about_text

    result = []
    for scale, own in distributions(document, prospect).items():
        for criterion, each in own.items():
            on = f" on “{scale}”" if names.has_several_scales else ""
            mean = names.values([(criterion, each.mean)])
            given = f" given it (probability {names.format.number(each.mass)})" if on else ""
            result.append(f"mean{on}{given}: {mean}")
            rows = zip(each.values, each.chances, each.cumulative, strict=True)
            result += [
                f"{names.values([(criterion, value)])}: {names.format.number(chance)}, at most that "
                f"{names.format.number(total)}"
                for value, chance, total in rows
            ]
    if curve is not None:
        worth = of_prospect(curve, prospect)
        for word, bounds in (
            ("certainty equivalent", worth.equivalent),
            ("risk premium", worth.premium),
        ):
            result.append(f"{word}: {about_text(names, curve.criterion, bounds)}")
    return result or ["nothing that it leads to has a value"]


VERB = Verb(_profile, "how the net values of plans are distributed", _arguments)
