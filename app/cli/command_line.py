"""The command line: what scripts and Makefiles use.  No verb needs a screen."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, NoReturn

import assets
from app.cli.export_verb import add_arguments, export
from app.process.version import program_version
from app.storage.read_file import read_file
from solver.checks import check, errors
from solver.document.elements import Completion, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable, QuandaryError
from solver.findings import Finding
from solver.formats.importing.any_format import read_any
from solver.formats.quandary.exact_json import MAX_SIZE
from solver.preferences.named_relations import switched
from solver.rules import DEFAULT_LIMIT, DEFAULT_RULE, RULES, solve
from solver.solution import Lottery, Plan, Solution

OK: Final = 0
FAULTY: Final = 1  # the document
USAGE: Final = 2

MAX_PLACE: Final = 200  # characters of a place that names many ids


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        _complain(f"{message} (try quandary --help)")
        raise SystemExit(USAGE)


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version")

    def __call__(self, *_: object) -> None:
        print(f"quandary {program_version()}")
        raise SystemExit(OK)


def _complain(*lines: str) -> None:
    """A line each, whatever an id or a file's name holds."""
    for line in lines:
        printable = "".join(sign if sign.isprintable() else " " for sign in line)
        print(f"quandary: {printable}", file=sys.stderr)


def run(arguments: Sequence[str]) -> int:
    """Carry out a verb; the exit code: 0 if all is well, 1 for a faulty document, 2 for usage."""
    for stream in (sys.stdout, sys.stderr):  # ≻ and ∥ must not fail on a narrow terminal
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # exact probabilities of deep trees may have many digits
    try:
        options = _parser().parse_args(arguments)
        code: int = options.verb(options)
        if sys.stdout is not None:  # closed: quandary … >&-
            sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else USAGE
    except BrokenPipeError:  # the reader has seen enough: quandary solve … | head
        _discard_output()
        return OK
    except OSError as error:  # files are dealt with where they are opened: this is the output
        _discard_output()
        _complain(f"standard output: it cannot be written: {error.strerror}.")
        return FAULTY
    except KeyboardInterrupt:
        return 130
    finally:
        sys.set_int_max_str_digits(digits)
    return code


def _discard_output() -> None:
    """Leave Python nothing to fail at when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="quandary",
        description="Build and solve decision trees, also where preferences have gaps.",
        epilog="Without a verb, quandary [FILE] opens the window.",
    )
    parser.add_argument("--version", action=_Version)
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    def verb(name: str, does: Callable[[argparse.Namespace], int], about: str) -> Any:
        part = verbs.add_parser(name, help=about, description=about)
        part.set_defaults(verb=does)
        return part

    def with_json(part: argparse.ArgumentParser) -> None:
        part.add_argument("--json", action="store_true", help="print one JSON object")

    def with_relation(part: argparse.ArgumentParser) -> None:
        part.add_argument(
            "--relation", metavar="NAME",
            help="one of the document’s preference relations (the active one unless told)",
        )  # fmt: skip

    def with_limit(part: argparse.ArgumentParser) -> None:
        part.add_argument(
            "--limit", type=_count, default=DEFAULT_LIMIT, metavar="N",
            help=f"list at most N plans ({DEFAULT_LIMIT} unless told)",
        )  # fmt: skip

    part = verb("check", _check, "say whether a document is valid to solve")
    part.add_argument("file")
    part = verb("solve", _solve, "apply a decision rule")
    part.add_argument("file", nargs="+")
    part.add_argument("--rule", choices=list(RULES), required=True)
    with_relation(part)
    with_json(part)
    with_limit(part)
    part = verb("lottery", _lottery, "the lottery that the stated policy induces")
    part.add_argument("file")
    with_relation(part)
    with_json(part)
    part = verb("improve", _improve, "a policy that dominates the stated one, if any")
    part.add_argument("file")
    with_relation(part)
    with_json(part)
    part = verb("rationalise", _rationalise, "completions behind the plans that a rule permits")
    part.add_argument("file")
    part.add_argument("--rule", choices=list(RULES), default=DEFAULT_RULE)
    with_relation(part)
    with_json(part)
    with_limit(part)
    part = verb("paper", _paper, "the tree, the rule and its verdict as text for a paper")
    part.add_argument("file")
    part.add_argument("--rule", choices=list(RULES), required=True)
    part.add_argument("--format", choices=["latex", "markdown"], default="latex")
    with_relation(part)
    part = verb("export", _export, "write pictures: .png, .svg, .pdf, .tex or .dot")
    add_arguments(part)
    part = verb("examples", _examples, "list the built-in examples, or write one out")
    part.add_argument("name", nargs="?")
    part.add_argument("-o", "--output", metavar="OUT")
    verb("schema", _schema, "the JSON Schema of the document format")
    return parser


#: What makes a first argument a verb rather than a file.
VERBS: Final = frozenset(
    ["check", "solve", "lottery", "improve", "rationalise", "paper", "export", "examples", "schema"]
)


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of plans")
    return int(text)


# ------------------------------------------------------------------------------- input


def _read(file: str, relation: str | None = None) -> Document:
    if file == "-":
        found = read_any(sys.stdin.buffer.read(MAX_SIZE + 1) if sys.stdin else b"")
    else:
        found = read_file(file)
    _complain(*(f"{file}: {sentence}" for sentence in found.lost))
    return found.document if relation is None else switched(found.document, relation)


def _problems(file: str, error: QuandaryError) -> list[str]:
    """A line per problem: file: where: what."""
    if isinstance(error, NotSolvable):
        return [_finding_line(file, finding) for finding in error.findings]
    return [f"{file}: {line}" for line in str(error).splitlines()]


def _finding_line(file: str, finding: Finding) -> str:
    message = " ".join(finding.message.split())
    place = finding.place
    if len(place) > MAX_PLACE:
        place = f"{place[:MAX_PLACE]}…"
    return f"{file}: {place}: {message}"


def _guarded(file: str, does: Callable[[Document], None], relation: str | None = None) -> int:
    """Read a document and do something with it; what is wrong goes to standard error."""
    try:
        does(_read(file, relation))
    except QuandaryError as error:
        _complain(*_problems(file, error))
        return FAULTY
    return OK


# -------------------------------------------------------------------------------- verbs


def _check(options: argparse.Namespace) -> int:
    def show(document: Document) -> None:
        findings = check(document)
        if found := errors(findings):
            raise NotSolvable(found)
        for finding in findings:
            _complain(_finding_line(options.file, finding))
        nodes = len(document.tree)
        print(f"{options.file}: valid to solve; {nodes} node{'s' if nodes != 1 else ''}.")

    return _guarded(options.file, show)


def _solve(options: argparse.Namespace) -> int:
    if len(options.file) > 1:
        return max(_solve_one(file, options, several=True) for file in options.file)
    return _solve_one(options.file[0], options, several=False)


def _solve_one(file: str, options: argparse.Namespace, *, several: bool) -> int:
    try:
        document = _read(file, options.relation)
        solution = solve(document, options.rule, limit=options.limit)
    except QuandaryError as error:
        lines = _problems(file, error)
        _complain(*lines)
        if several and options.json:
            print(
                _json({"file": file, "error": "\n".join(line[len(file) + 2 :] for line in lines)})
            )
        return FAULTY
    if options.json:
        result = solution_json(solution)
        print(_json({"file": file, **result} if several else result))
    else:
        if several:
            print(f"{file}:")
        _print_solution(document, solution)
    if sys.stdout is not None:
        sys.stdout.flush()  # a line as soon as it is known
    return OK


def _lottery(options: argparse.Namespace) -> int:
    def show(document: Document) -> None:
        from solver.analyses.policies import stated_policy

        stated = stated_policy(document)
        if options.json:
            print(_json({"lottery": _exact(stated.lottery), "policy": _exact(stated.policy)}))
        else:
            print(f"{_policy_words(document)} leads to {_lottery_text(stated.lottery)}.")

    return _guarded(options.file, show, options.relation)


def _improve(options: argparse.Namespace) -> int:
    def show(document: Document) -> None:
        from solver.analyses.policies import improve

        found = improve(document)
        better = found.better
        if options.json:
            result = {
                "dominated": better is not None,
                "lottery": _exact(found.stated.lottery),
                "better": better
                and {"policy": _exact(better.policy), "lottery": _exact(better.lottery)},
            }
            print(_json(result))
            return
        print(f"{_policy_words(document)} leads to {_lottery_text(found.stated.lottery)}.")
        if better is None:
            print("It is not dominated.")
        else:
            print(f"It is dominated: another policy leads to {_lottery_text(better.lottery)}.")
            names = _branches_text(document, better.policy)
            for name, share in zip(names, better.policy.values(), strict=True):
                print(f"  {name}: {share}")

    return _guarded(options.file, show, options.relation)


def _rationalise(options: argparse.Namespace) -> int:
    def show(document: Document) -> None:
        from solver.analyses.policies import rationalise

        found = rationalise(document, options.rule, options.limit)
        if options.json:
            print(_json({"plans": [_rationale_json(r) for r in found.plans],
                         "complete": found.complete}))  # fmt: skip
            return
        for rationale in found.plans:
            print(
                f"{_plan_text(document, rationale.plan)}: {_lottery_text(rationale.plan.lottery)}"
            )
            if rationale.utility is not None:
                utilities = ", ".join(f"{id_} {u}" for id_, u in rationale.utility.items())
                print(f"  best with utilities {utilities}")
            for weight, plan in rationale.mixture or ():
                print(f"  beaten by a mixture: {weight} of {_plan_text(document, plan)}")

    return _guarded(options.file, show, options.relation)


def _paper(options: argparse.Namespace) -> int:
    from solver.formats.exporting.markup import MARKUPS
    from solver.formats.exporting.paper import PLANS, paper

    def show(document: Document) -> None:
        solution = solve(document, options.rule, limit=PLANS)
        print(paper(document, MARKUPS[options.format], RULES[options.rule], solution), end="")

    return _guarded(options.file, show, options.relation)


def _export(options: argparse.Namespace) -> int:
    return export(options, _guarded)


def _examples(options: argparse.Namespace) -> int:
    if options.name is None:
        width = max(len(example.name) for example in assets.EXAMPLES)
        for example in assets.EXAMPLES:
            print(f"{example.name:{width}}  {example.title}")
        return OK
    try:
        text = assets.example_text(options.name)
    except KeyError:
        names = ", ".join(example.name for example in assets.EXAMPLES)
        _complain(f"there is no example “{options.name}”; the examples are {names}")
        return USAGE
    if options.output is None or options.output == "-":
        print(text, end="")
        return OK
    try:
        with open(options.output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        _complain(f"{options.output}: the file cannot be written: {error.strerror}.")
        return FAULTY
    return OK


def _schema(_: argparse.Namespace) -> int:
    print(assets.schema_text(), end="")
    return OK


# ------------------------------------------------------------------------------- output


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _exact(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    return {id_: str(number) for id_, number in numbers.items()}


def plan_json(plan: Plan) -> dict[str, object]:
    """A plan as the command line writes it."""
    return {"choices": dict(plan.choices), "lottery": _exact(plan.lottery)}


def solution_json(solution: Solution) -> dict[str, object]:
    """A rule's answer as the command line writes it: all numbers as exact strings."""
    result: dict[str, object] = {
        "rule": solution.rule,
        "branches": {
            id_: {"permitted": verdict.permitted, "reachable": verdict.reachable}
            for id_, verdict in solution.branches.items()
        },
        "plans": [
            {
                **plan_json(permitted.plan),
                "dominated_by": permitted.dominated_by and plan_json(permitted.dominated_by),
            }
            for permitted in solution.plans
        ],
        "plans_total": solution.plans_total,
        "complete": solution.complete,
    }
    if solution.value is not None:
        result["value"] = str(solution.value)
    return result


def _rationale_json(rationale: Any) -> dict[str, object]:
    return {
        **plan_json(rationale.plan),
        "representable": rationale.completion is not None,
        "completion": rationale.completion and _completion_json(rationale.completion),
        "utility": rationale.utility and _exact(rationale.utility),
        "beaten_by": rationale.mixture
        and [
            {"weight": str(weight), "choices": dict(plan.choices)}
            for weight, plan in rationale.mixture
        ],
    }


def _completion_json(completion: Completion) -> dict[str, object]:
    def weight(value: Any) -> object:
        return value.text if isinstance(value, Numeral) else {c: n.text for c, n in value.items()}

    return {
        "scales": {
            scale: {"weight": weight(entry.weight), "offset": entry.offset and entry.offset.text}
            for scale, entry in completion.scales.items()
        },
        "alone": {id_: number.text for id_, number in completion.alone.items()},
    }


def _policy_words(document: Document) -> str:
    """What the policy is called: nodes that state none count as uniform."""
    choices = [id_ for id_ in document.tree if document.nodes[id_].kind is Kind.CHOICE]
    silent = [all(b.policy is None for b in document.children(id_)) for id_ in choices]
    if choices and all(silent):
        return "No policy is stated; to take all branches equally often"
    return "The stated policy" + (" (uniform where nothing is stated)" if any(silent) else "")


def _lottery_text(lottery: Lottery) -> str:
    return "{" + ", ".join(f"{id_} {chance}" for id_, chance in lottery.items()) + "}"


def _plan_text(document: Document, plan: Plan) -> str:
    return ", ".join(_branches_text(document, plan.choices.values())) or "nothing to choose"


def _branches_text(document: Document, ids: Iterable[str]) -> list[str]:
    """What branches are called: their labels, where these tell them apart from all others."""
    labels = Counter(branch.label for branch in document.branches.values())
    return [
        label if (label := document.branches[id_].label) and labels[label] == 1 else id_
        for id_ in ids
    ]


def _print_solution(document: Document, solution: Solution) -> None:
    rule = RULES[solution.rule]
    total, listed = solution.plans_total, len(solution.plans)
    if total is None:
        print(f"{rule.name}: not all could be decided within the budget; what follows is sure.")
    else:
        print(f"{rule.name}: {total} plan{'s are' if total != 1 else ' is'} permitted.")
    if solution.value is not None:
        print(f"Expected value: {solution.value}")
    for permitted in solution.plans:
        print(f"  {_plan_text(document, permitted.plan)}: {_lottery_text(permitted.plan.lottery)}")
        if (better := permitted.dominated_by) is not None:
            print(
                f"    dominated by {_plan_text(document, better)}: {_lottery_text(better.lottery)}"
            )
    if total is None:
        print("  … and there may be more.")
    elif listed < total:
        print(f"  … and {total - listed} more (see --limit).")
    for word, said in (("Not permitted", False), ("Undecided", None)):
        branches = [id_ for id_, verdict in solution.branches.items() if verdict.permitted is said]
        if branches:
            print(f"{word}: {', '.join(_branches_text(document, branches))}")
    if solution.clashes:
        print(f"Maximal from the root but not from there: {', '.join(sorted(solution.clashes))}")
