"""What the command line answers, whole: prospects with net values, expectations, remarks, warnings."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.command_line import run
from solver.document.model import Document
from solver.formats.quandary import dumps, loads
from tests.documents.trees import chance, choice, document, outcome
from tests.documents.worked import chance_pump, marble_bets, shutdown, single_souring
from tests.reference.rules import ONE_SCALE

Capture = pytest.CaptureFixture[str]
Ask = Callable[..., dict[str, Any]]
CERTAIN, NEVER, HALF = ({"probability": p} for p in ("1", "0", "1/2"))
RULES = ("naive", "caprice", "e-admissible", "dsm")


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Document], str]:
    def write(asked: Document) -> str:
        path = tmp_path / "asked.json"
        path.write_text(dumps(asked), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def ask(capsys: Capture, file: Callable[[Document], str]) -> Ask:
    """The JSON that a verb prints about a document; it must say nothing else."""

    def asked(verb: str, document: Document, *more: str) -> dict[str, Any]:
        assert run([verb, file(document), *more, "--json"]) == 0
        captured = capsys.readouterr()
        assert captured.err == ""
        result: dict[str, Any] = json.loads(captured.out)
        return result

    return asked


def plans(result: dict[str, Any]) -> set[tuple[str, ...]]:
    assert result["complete"]
    assert result["plans_total"] == len(result["plans"])
    return {tuple(plan["choices"].values()) for plan in result["plans"]}


def end(id_: str, probability: str, **value: str) -> dict[str, Any]:
    return {"outcome": id_, "value": value, "probability": probability}


def no_way_back(*, trivial_chance: bool = False) -> Document:
    low: Any = choice("n low", ("take A-", "A-"), ("take B-", "B-"))
    if trivial_chance:
        low = chance("c", ("for sure", low, CERTAIN))
    high = choice("n high", ("take A", "A"), ("take B", "B"))
    outcomes = [outcome("A", "a", 1), outcome("A-", "a", 0), outcome("B", "b", 1)]
    return document(
        choice("n", ("go high", high), ("go low", low)), [*outcomes, outcome("B-", "b", 0)]
    )


def test_single_souring_is_answered_whole(ask: Ask) -> None:
    for_sure = {"choices": {"n1": "take A"}, "lottery": {"A": "1"}}
    for_sure |= {"prospects": [end("A", "1", value="1")]}
    assert ask("solve", single_souring(), "--rule", "naive", "--mixtures", "--values") == {
        "rule": "naive",
        "branches": {
            id_: {"permitted": True, "reachable": True}
            for id_ in ("take A", "go on", "take B", "take A-")
        },
        "plans": [
            {
                "choices": {"n1": "take A"},
                "lottery": {"A": "1"},
                "dominated_by": None,
                "prospects": [end("A", "1", value="1")],
                "expected": {"a": {"probability": "1", "value": "1"}},
                "beaten_by_mixture": False,
            },
            {
                "choices": {"n1": "go on", "n2": "take B"},
                "lottery": {"B": "1"},
                "dominated_by": None,
                "prospects": [end("B", "1")],
                "expected": {"B": {"probability": "1"}},
                "beaten_by_mixture": False,
            },
            {
                "choices": {"n1": "go on", "n2": "take A-"},
                "lottery": {"A-": "1"},
                "dominated_by": for_sure,
                "prospects": [end("A-", "1", value="0")],
                "expected": {"a": {"probability": "1", "value": "0"}},
                "beaten_by_mixture": True,
            },
        ],
        "plans_total": 3,
        "complete": True,
        "off_plan": {},
        "clashes": [],
        "values": {"leaf 1": {"value": "1"}, "leaf 4": {"value": "0"}},
    }


@pytest.mark.parametrize("rule", RULES)
def test_there_is_no_way_back(ask: Ask, rule: str) -> None:
    for trivial in (False, True):
        result = ask("solve", no_way_back(trivial_chance=trivial), "--rule", rule)
        assert plans(result) == {("go high", "take A"), ("go high", "take B")}
        assert result["branches"]["go low"] == {"permitted": False, "reachable": False}
        assert all(plan["dominated_by"] is None for plan in result["plans"])


@pytest.mark.parametrize("rule", ["caprice", "dsm", "e-admissible"])
def test_the_chance_pump_permits_all_three(ask: Ask, rule: str) -> None:
    result = ask("solve", chance_pump(), "--rule", rule)
    assert plans(result) == {("keep A",), ("trade", "take A+"), ("trade", "keep B")}


def test_the_third_marble_bet(ask: Ask) -> None:
    """Permitted by e-admissible iff its share is at least a half, by dsm iff it is positive."""
    for share, dsm, admissible in (("0", 2, 2), ("1/100", 3, 2), ("0.45", 3, 2), ("1/2", 3, 3)):
        bets = marble_bets()
        asked = json.loads(dumps(bets))
        asked["outcomes"][2]["value"] = {"r": share, "b": share}
        text = json.dumps(asked)
        assert len(plans(ask("solve", loads(text), "--rule", "dsm"))) == dsm
        assert len(plans(ask("solve", loads(text), "--rule", "e-admissible"))) == admissible


def test_a_mixture_and_a_plan_are_kept_apart(ask: Ask) -> None:
    result = ask("solve", shutdown(), "--rule", "dsm", "--mixtures")
    assert {
        tuple(plan["choices"].values()): (plan["dominated_by"], plan["beaten_by_mixture"])
        for plan in result["plans"]
    } == {
        ("sl", "su"): (None, False),
        ("sl", "cu"): (None, True),
        ("cl", "su"): (None, False),
        ("cl", "cu"): (None, False),
    }
    assert result["plans"][2]["expected"] == {
        "two": {"probability": "9/10", "value": "1"},
        "one": {"probability": "1/10", "value": "0"},
    }
    assert "beaten_by_mixture" not in ask("solve", shutdown(), "--rule", "dsm")["plans"][0]


# ----------------------------------------------------------------------------- net values


def sale() -> Document:
    """One outcome, three prices: a lottery over outcomes forgets them."""
    risky = chance(
        "c", ("cheap", "Sale", HALF | {"payoff": 90}), ("dear", "Sale", HALF | {"payoff": -90})
    )
    return document(choice("r", ("risky", risky), ("sure", "Sale")), [outcome("Sale", "s", 0)])


def test_what_was_paid_is_in_the_prospects(ask: Ask) -> None:
    result = ask("solve", sale(), "--rule", "dsm", "--values")
    risky, sure = result["plans"]
    assert risky["lottery"] == sure["lottery"] == {"Sale": "1"}
    assert risky["prospects"] == [end("Sale", "1/2", value="-90"), end("Sale", "1/2", value="90")]
    assert sure["prospects"] == [end("Sale", "1", value="0")]
    assert risky["expected"] == {"s": {"probability": "1", "value": "0"}}
    assert result["values"]["r"] == result["values"]["c"] == {"value": "0"}
    stated = ask("lottery", sale())
    assert stated["prospects"] == [
        end("Sale", "1/4", value="-90"),
        end("Sale", "1/2", value="0"),
        end("Sale", "1/4", value="90"),
    ]
    assert list(stated) == ["lottery", "policy", "prospects"]


def test_values_are_by_criterion_also_where_a_completion_decides(ask: Ask) -> None:
    two = [{"id": "cost", "better": "less"}, {"id": "health"}]
    outcomes = [
        outcome("ill", "s", {"cost": 0, "health": 0}),
        outcome("well", "s", {"cost": 2, "health": 1}),
    ]
    gamble = chance("c", ("a", "ill", HALF), ("b", "well", HALF))
    asked = document(
        choice("r", ("try", gamble), ("leave", "ill")), outcomes, criteria=two,
        completion={"scales": {"s": {"weight": {"cost": 1, "health": 3}}}},
    )  # fmt: skip
    result = ask("solve", asked, "--rule", "eu", "--values")
    assert result["value"] == "1/2"
    assert result["values"]["r"] == {"cost": "1", "health": "1/2"}
    gaps = ask("solve", asked, "--rule", "dsm", "--values")
    assert "r" not in gaps["values"]  # two branches are permitted there, and none is best
    assert gaps["values"]["c"] == {"cost": "1", "health": "1/2"}


def test_improve_tells_what_was_paid(ask: Ask) -> None:
    tree = choice(
        "r", ("a", "A", {"payoff": 1, "policy": 0}), ("b", "A", {"payoff": 0, "policy": 1})
    )
    result = ask("improve", document(tree, [outcome("A", "s", 0)]))
    assert result["dominated"] is True
    assert result["prospects"] == [end("A", "1", value="0")]
    assert result["better"]["prospects"] == [end("A", "1", value="1")]
    assert (result["usefulness"], result["neutrality"]["lengths"]) == ("0", {"s": "1"})


def test_usefulness_is_told_only_where_it_applies(ask: Ask) -> None:
    assert "usefulness" not in ask("improve", sale())  # a net value is less than nothing
    assert "neutrality" not in ask("improve", marble_bets())  # two criteria


# -------------------------------------------------------------------------------- remarks


def off_plan() -> Document:
    below = choice("m", ("take A-", "A-"), ("take B", "B"))
    tree = choice("r", ("keep", "A+"), ("go", choice("n", ("take A", "A"), ("go2", below))))
    outcomes = [outcome("A+", "s", 2), outcome("A", "s", 1), outcome("A-", "s", 0)]
    return document(tree, [*outcomes, outcome("B", "s", 0)])


def test_where_the_agent_is_off_its_plan_is_told(ask: Ask) -> None:
    result = ask("solve", off_plan(), "--rule", "dsm")
    assert result["off_plan"] == {"n": True, "m": True}
    assert result["clashes"] == []
    assert ask("solve", off_plan(), "--rule", "naive")["off_plan"] == {}
    told = ask("why", off_plan(), "--rule", "dsm", "--branch", "go2")
    assert (told["permitted"], told["off_plan"]) == (False, True)


def test_text_tells_what_is_easily_overlooked(
    capsys: Capture, file: Callable[[Document], str]
) -> None:
    assert run(["solve", file(off_plan()), "--rule", "dsm"]) == 0
    text = capsys.readouterr().out
    assert "Off the plan: no permitted plan comes to the choice after" in text
    souring = choice("n", ("B", "B"), ("A-", "A-"))
    zero = chance("h", ("z", souring, NEVER), ("w", "B", CERTAIN))
    outcomes = [outcome("A", "s", 1), outcome("A-", "s", 0), outcome("B")]
    asked = file(document(choice("r", ("keep", "A"), ("go", zero)), outcomes))
    assert run(["solve", asked, "--rule", "dsm"]) == 0
    assert "Chance never leads to the choice after" in capsys.readouterr().out
    assert run(["rationalise", asked]) == 0
    assert "best from the root only with weight 1 on “s”" in capsys.readouterr().out


def test_rationalise_tells_where_a_completion_is_good(ask: Ask) -> None:
    found = ask("rationalise", shutdown(), "--rule", "dsm")["plans"]
    assert [plan["everywhere"] for plan in found] == [True, False, True, True]
    assert found[0]["prospects"] == [end("S", "1", value="0")]


@pytest.mark.parametrize(
    "verb",
    ["solve --rule dsm", "lottery", "improve", "rationalise", "paper --rule dsm", "export", "why", "compare"],
)  # fmt: skip
def test_every_verb_warns_as_check_does(
    capsys: Capture, tmp_path: Path, file: Callable[[Document], str], verb: str
) -> None:
    asked = json.loads(dumps(shutdown()))
    path = tmp_path / "slip.json"
    more = {
        "export": ["-o", str(tmp_path / "x.dot")],
        "why": ["--rule", "dsm", "--plan", "1"],
    }
    name, *rest = verb.split()
    call = [name, str(path), *rest, *more.get(name, [])]
    path.write_text(json.dumps(asked), encoding="utf-8")
    assert run(call) == 0
    plain = capsys.readouterr()
    assert plain.err == ""
    asked["outcomes"][0]["values"] = 7
    path.write_text(json.dumps(asked), encoding="utf-8")
    assert run(call) == 0
    warned = capsys.readouterr()
    assert warned.out == plain.out
    assert warned.err == (
        f"quandary: {path}: outcome “L”: The key “values” of outcome “L” means nothing to this version; "
        "it is kept as it is. Did you mean “value”?\n"
    )


# ------------------------------------------------------------------------- why and compare


def test_why_of_a_branch_and_of_a_plan(ask: Ask) -> None:
    souring = single_souring()
    branch = ask("why", souring, "--rule", "caprice", "--branch", "take A-")
    assert list(branch) == [
        "rule", "branch", "permitted", "off_plan", "dominated", "sentences", "clause",
    ]  # fmt: skip
    assert (branch["branch"], branch["permitted"]) == ("take A-", False)
    assert any("Turned down" in sentence for sentence in branch["sentences"])
    plan = ask("why", souring, "--rule", "naive", "--plan", "3")
    assert plan["plan"]["choices"] == {"n1": "go on", "n2": "take A-"}
    assert (plan["permitted"], plan["dominated"]) == (True, True)


def test_what_why_is_not_asked_about(capsys: Capture, file: Callable[[Document], str]) -> None:
    asked = file(single_souring())
    for about, says in (
        (["--branch", "x"], "“x” is not a branch of a choice node in the tree."),
        (["--plan", "3"], "There is no plan 3: the rule lists 2 plans."),
    ):
        assert run(["why", asked, "--rule", "dsm", *about]) == 1
        assert says in capsys.readouterr().err
    assert run(["why", asked, "--rule", "dsm"]) == 2
    assert run(["why", asked, "--rule", "dsm", "--plan", "0"]) == 2


def test_all_rules_side_by_side(ask: Ask, capsys: Capture, file: Callable[[Document], str]) -> None:
    found = ask("compare", single_souring())
    assert {id_: one["exploitable"] for id_, one in found["rules"].items()} == {
        "eu": None, "naive": True, "caprice": False, "e-admissible": False, "dsm": False,
        "sophisticated": True, "credence": True, **dict.fromkeys(ONE_SCALE),
    }  # fmt: skip
    assert found["differing"] == ["take A-"]
    naive = found["rules"]["naive"]
    assert (naive["plans_total"], naive["dominated_total"]) == (3, 1)
    assert naive["dominated"]["dominated_by"]["choices"] == {"n1": "take A"}
    assert naive["rationalised"]["representable"] == 2
    assert "needs a completion" in found["rules"]["eu"]["problem"]
    assert found["branches"]["take A-"]["dsm"] == {"permitted": False, "reachable": False}
    assert run(["compare", file(single_souring())]) == 0
    text = capsys.readouterr().out
    assert "The rules differ on 1 of 4 branches, marked ≠." in text
    assert "Naive is exploitable here." in text
