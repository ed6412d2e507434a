"""The web page: one file that needs nothing, says what the program says, and runs nothing from labels."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

import assets
from app.cli.command_line import run
from app.export.encode import export_file
from app.process.language import ENGLISH, speak_language
from app.storage.read_file import read_document
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetDocument, SetNode, SetOutcome, SetView
from solver.formats.quandary import dumps, loads
from solver.rules import RULES, solve

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

HOSTILE = "</script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">&lt;b"


def page_of(document: Document, path: Path, rule: str | None = "dsm") -> str:
    export_file(document, str(path), solve(document, rule) if rule else None)
    return path.read_text(encoding="utf-8")


def data_in(text: str) -> dict[str, Any]:
    (found,) = re.findall(r'id="quandary-page">(.*?)</script>', text, re.DOTALL)
    data = json.loads(found)
    assert isinstance(data, dict)
    return data


def hostile() -> Document:
    document = loads(assets.example_text("shutdown"))
    document = SetNode(document.root_id or "", {"label": HOSTILE}).apply(document)
    branches = {
        id_: msgspec.structs.replace(branch, label=HOSTILE)
        for id_, branch in document.branches.items()
    }
    import dataclasses

    return dataclasses.replace(document, branches=branches, title=HOSTILE, notes=HOSTILE)


def test_the_page_holds_the_document_and_opens_again(tmp_path: Path) -> None:
    for document in (loads(assets.example_text("oil")), hostile()):
        page_of(document, tmp_path / "tree.html")
        assert dumps(read_document(str(tmp_path / "tree.html"))) == dumps(document)


def test_the_page_is_small_and_asks_for_nothing(tmp_path: Path) -> None:
    text = page_of(loads(assets.example_text("shutdown")), tmp_path / "tree.html")
    assert len(text) < 300_000
    assert not re.search(r"(?:src|href)=|url\(|@import|fetch\(|XMLHttp", text)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'")
    for kind in ("style", "script"):
        (inside,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_the_page_speaks_one_language(qapp: QApplication, tmp_path: Path) -> None:
    """That of the window; what its script says is in the catalogue, whole."""
    said = set(re.findall(r'tell\("(.*?)"', assets.web_text("page.js")))
    assert len(said) > 10
    document = loads(assets.example_text("shutdown"))
    english = page_of(document, tmp_path / "en.html")
    assert '<html lang="en">' in english
    assert data_in(english)["words"] == {}
    try:
        speak_language(qapp, "de")
        german = page_of(document, tmp_path / "de.html")
    finally:
        speak_language(qapp, ENGLISH)
    data = data_in(german)
    assert '<html lang="de">' in german
    assert data["words"].keys() == said
    rules = {each["id"]: each for each in data["rules"]}
    assert rules["e-admissible"]["name"] == "E-zulässig"
    assert not [each["summary"] for each in rules.values() if " the " in each["summary"]]


def test_nothing_that_a_label_says_is_markup(tmp_path: Path) -> None:
    text = page_of(hostile(), tmp_path / "tree.html")
    assert len(re.findall(r"<script", text)) == 3  # the document, the data, ours
    assert "<img" not in text
    for piece in data_in(text)["pieces"]:
        assert "<img" not in piece
        assert "<script" not in piece


def test_formulas_are_signs_wherever_nothing_sets_mathematics(tmp_path: Path) -> None:
    document = loads(assets.example_text("shutdown"))
    for n, outcome in enumerate(document.outcomes):
        document = SetOutcome(outcome, {"label": f"$A^{n}$"}).apply(document)
    document = SetDocument(title="$A^+$", notes="of $A^+$").apply(document)
    text = page_of(document, tmp_path / "tree.html")
    data = data_in(text)
    assert "<title>A⁺</title>" in text
    assert {"A⁰", "A¹", "A²"} == set(data["policy"]["ends"])
    assert "$" not in json.dumps({key: data[key] for key in data if key != "pieces"})


def test_a_rule_without_an_answer_says_why_and_a_step_its_rule(tmp_path: Path) -> None:
    data = data_in(page_of(loads(assets.example_text("shutdown")), tmp_path / "tree.html"))
    told = {name: why for names, why in data["refused"] for name in names.split(", ")}
    answered = {entry["name"] for entry in data["rules"]}
    assert told.keys() | answered == {rule.name for rule in RULES.values()}
    assert "needs a completion" in told["Expected utility"]
    assert [step["rule"] for step in data["steps"]][-1] == "dsm"
    assert data["steps"][0]["rule"] is None


def test_the_page_looks_as_the_document_does(tmp_path: Path) -> None:
    document = loads(assets.example_text("shutdown"))
    assert "data-look" not in page_of(document, tmp_path / "tree.html").split("\n")[1]
    document = SetView("style", {"theme": "slides"}).apply(document)
    assert 'data-look="dark"' in page_of(document, tmp_path / "tree.html").split("\n")[1]


def test_a_tree_that_cannot_be_solved_is_a_picture_all_the_same(tmp_path: Path) -> None:
    document = loads(
        '{"format": "quandary", "version": 1, "nodes": [{"id": "a", "kind": "choice"}], "branches": []}'
    )
    data = data_in(page_of(document, tmp_path / "tree.html", None))
    assert data["rules"] == []
    assert data["policy"] is None
    assert data["plain"]


def test_the_table_of_policies_agrees_with_improve(tmp_path: Path) -> None:
    from solver.analyses.policies import improve
    from solver.edits import SetBranch

    document = loads(assets.example_text("shutdown"))
    table = data_in(page_of(document, tmp_path / "tree.html"))["policy"]["dominated"]
    nodes = [
        n
        for n in document.tree
        if len(document.children(n)) > 1 and document.nodes[n].kind == "choice"
    ]
    for shares, pattern in (
        (((1, 2), (1, 2)), "0,1|0,1"), (((0, 1), (1, 2)), "1|0,1"), (((1, 2), (1, 1)), "0,1|0"), (((1, 1), (0, 1)), "0|1"),
    ):  # fmt: skip
        changed = document
        for node, (top, bottom) in zip(nodes, shares, strict=True):
            first, second = document.children(node)
            changed = SetBranch(first.id, {"policy": Numeral.typed(f"{top}/{bottom}")}).apply(
                changed
            )
            changed = SetBranch(
                second.id, {"policy": Numeral.typed(f"{bottom - top}/{bottom}")}
            ).apply(changed)
        assert table[pattern] is improve(changed).dominated, pattern


# ------------------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def browser() -> "Iterator[Chrome]":
    driver, program = shutil.which("chromedriver"), shutil.which("chromium")
    if driver is None or program is None:
        pytest.skip("no Chromium here; the test command installs it on Debian")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,1600",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(driver))
    yield made
    made.quit()


def element(browser: "Chrome", selector: str) -> Any:
    return browser.find_element("css selector", selector)


def chances(prospect: str) -> list[Fraction]:
    """The probabilities that a prospect says."""
    found = re.findall(r": (\d+(?:/\d+)?)(?= ·|$)", prospect)
    return sorted(map(Fraction, found)) or [Fraction(1)]


def requests(browser: "Chrome") -> list[str]:
    told = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [
        each["params"]["request"]["url"]
        for each in told
        if each["method"] == "Network.requestWillBeSent"
    ]
    return [url for url in sent if not url.startswith("data:")]


def test_steps_rules_policies_and_keys_in_a_real_browser(
    browser: "Chrome", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from selenium.webdriver.common.keys import Keys

    document = loads(assets.example_text("shutdown"))
    path = tmp_path / "tree.html"
    page_of(document, path)
    (tmp_path / "tree.json").write_text(dumps(document), encoding="utf-8")
    requests(browser)
    browser.get(path.as_uri())
    assert browser.get_log("browser") == []
    for rule in ("dsm", "e-admissible"):  # the same numbers as the command line
        run(["solve", str(tmp_path / "tree.json"), "--rule", rule, "--json"])
        answer = json.loads(capsys.readouterr().out)
        total = answer["plans_total"]
        if element(browser, f'button[value="{rule}"]').get_attribute("aria-pressed") != "true":
            element(browser, f'button[value="{rule}"]').click()
        assert f": {total} of 4 plans are permitted" in element(browser, "#verdict").text
        listed = [entry.text for entry in browser.find_elements("css selector", "#answer li")]
        assert [chances(text) for text in listed] == [
            sorted(Fraction(end["probability"]) for end in plan["prospects"])
            for plan in answer["plans"]
        ]
    assert browser.current_url.endswith("#rule=e-admissible")
    drawing = element(browser, "figure svg")
    drawing.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert "is permitted at “Shut down?” if lucky." in element(browser, "#said").text
    assert drawing.aria_role == "group"
    assert drawing.find_element("css selector", "g.branch").accessible_name == "lucky 90%"
    assert "This policy is dominated" in element(browser, "#policy-verdict").text
    fields = browser.find_elements("css selector", ".slider input[type=text]")
    for field, share in zip(fields, ("4/9", "100%"), strict=True):
        field.clear()
        field.send_keys(share, Keys.ENTER)
    rows = [row.text.split() for row in browser.find_elements("css selector", "#policies tr")]
    assert [(Fraction(row[-2]), row[-1]) for row in rows] == [(Fraction(1, 2), "0.5")] * 2
    assert "No policy is strictly better" in element(browser, "#policy-verdict").text
    slider = element(browser, ".slider input[type=range]")
    slider.send_keys(Keys.HOME)
    assert fields[0].get_attribute("value") == "0"
    assert slider.get_attribute("aria-valuetext") == "0"
    fields[0].clear()
    fields[0].send_keys("2", Keys.ENTER)  # no share
    assert fields[0].get_attribute("aria-invalid") == "true"
    element(browser, "#on").click()
    element(browser, "h1").click()
    element(browser, "body").send_keys("n")
    assert element(browser, "#steps .name").text.startswith("Step 2 of")
    assert browser.current_url.endswith("#step=2")
    browser.get("about:blank")
    browser.get(f"{path.as_uri()}#step=3")
    assert element(browser, "#steps .name").text.startswith("Step 3 of")
    assert {url.partition("#")[0] for url in requests(browser)} <= {path.as_uri(), "about:blank"}
    assert browser.get_log("browser") == []


def test_hostile_labels_do_nothing_in_a_real_browser(browser: "Chrome", tmp_path: Path) -> None:
    page_of(hostile(), tmp_path / "tree.html")
    browser.get((tmp_path / "tree.html").as_uri())
    assert browser.title == HOSTILE
    assert element(browser, "pre").text == HOSTILE
    assert browser.find_elements("css selector", "img") == []
    for button in browser.find_elements("css selector", "#rules button"):
        button.click()
    element(browser, "figure svg").send_keys("\ue014" * 3)
    assert browser.title == HOSTILE
    assert browser.get_log("browser") == []


def test_both_looks_can_be_read(browser: "Chrome", tmp_path: Path) -> None:
    """Light and dark change what is drawn and what stands behind it, together."""
    page_of(loads(assets.example_text("shutdown")), tmp_path / "tree.html")
    browser.get((tmp_path / "tree.html").as_uri())
    seen = []
    for _ in range(2):
        seen.append(
            browser.execute_script(
                "const t = document.querySelector('figure text'), f = document.querySelector('figure');"
                "return [getComputedStyle(t).fill, getComputedStyle(f).backgroundColor]"
            )
        )
        element(browser, "#look").click()
    for ink, ground in seen:
        assert contrast(ink, ground) >= 4.5
    assert seen[0] != seen[1]


def test_it_is_printed_dark_on_white_whatever_it_looks_like(
    browser: "Chrome", tmp_path: Path
) -> None:
    page_of(loads(assets.example_text("shutdown")), tmp_path / "tree.html")
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    for features in ([], [dark]):
        browser.get((tmp_path / "tree.html").as_uri())
        if not features:
            element(browser, "#look").click()  # dark by hand
        media = {"media": "print", "features": features}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        try:
            ink, ground, words, card, bar = browser.execute_script(
                "const style = (what) => getComputedStyle(document.querySelector(what));"
                "return [style('figure text').fill, style('figure').backgroundColor, style('#answer p').color,"
                " style('#answer').backgroundColor, style('#rules button').display]"
            )
        finally:
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
        assert ground == card == "rgb(255, 255, 255)"
        assert contrast(ink, ground) >= 4.5
        assert contrast(words, card) >= 4.5
        assert bar == "none"


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_whole_legend_is_in_the_picture(tmp_path: Path) -> None:
    """What some rule marks makes it longer than that of the bare tree."""
    souring = loads(assets.example_text("single-souring"))
    legend = SetView("style", {"legend": True}).apply(souring)
    data = data_in(page_of(legend, tmp_path / "tree.html", "caprice"))
    lowest = []
    for shown in (*data["rules"], *data["steps"]):
        drawn = "".join(data["pieces"][piece] for piece in shown["picture"])
        assert "gap, settled" in drawn
        down = re.search(r"translate\([-\d.]+[ ,]([-\d.]+)\)", drawn)
        assert down is not None
        heights = (float(y) for y in re.findall(r'<text [^>]*\by="([\d.]+)"', drawn))
        lowest.append(max(heights) + float(down[1]))
    # steps may show a plan, which the legend then explains too: there is room for the longest
    assert data["size"][1] - 40 < max(lowest) < data["size"][1] - 4
