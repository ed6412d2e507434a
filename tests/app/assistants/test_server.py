"""The server for assistants, spoken to by the protocol's own client over standard input and output."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import TextContent

import assets
from app.assistants.folders import Folders
from app.cli.command_line import run
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from solver.rules import RULES
from solver.rules import solve as solved

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an assistant, with a document; beside it a secret."""
    made = tmp_path / "open"
    made.mkdir()
    for name in ("shutdown", "oil"):
        (made / f"{name}.quandary.json").write_text(assets.example_text(name), encoding="utf-8")
    (tmp_path / "secret.json").write_text(assets.example_text("oil"), encoding="utf-8")
    (made / "link.json").symlink_to(tmp_path / "secret.json")
    return made


def spoken(folder: Path, talk: Callable[[Client], Awaitable[None]]) -> None:
    """Have a talk with the server as an assistant starts it."""

    async def whole() -> None:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "app", "mcp", str(folder)], cwd=ROOT,
            env={"PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        async with Client(command, read_timeout_seconds=60) as client:
            await talk(client)

    asyncio.run(whole())


async def called(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """What a tool answers, held against the schema that it was announced with."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    listed = {each.name: each for each in (await client.list_tools()).tools}
    schema = listed[tool].output_schema
    assert schema is not None
    jsonschema.validate(result.structured_content, schema)
    assert result.structured_content is not None
    return dict(result.structured_content)


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    (said,) = result.content
    assert isinstance(said, TextContent)
    return said.text


def test_an_assistant_asks_all_tools(folder: Path) -> None:
    async def talk(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {
            "files", "check", "solve", "why", "compare", "improve", "thresholds", "write", "export",
        }  # fmt: skip
        hints = {
            name: tool.annotations.read_only_hint
            for name, tool in tools.items()
            if tool.annotations
        }
        assert [name for name, reads in hints.items() if not reads] == ["write", "export"]
        assert set(tools["solve"].input_schema["$defs"]["RuleName"]["enum"]) == set(RULES)

        assert (await called(client, "files"))["result"] == [
            str(folder / name) for name in ("oil.quandary.json", "shutdown.quandary.json")
        ]
        checked = await called(client, "check", file="shutdown.quandary.json")
        assert checked == {"valid": True, "findings": []}

        answer = await called(client, "solve", file="shutdown.quandary.json", rule="dsm")
        ours = solved(loads(assets.example_text("shutdown")), "dsm")
        assert answer["plans_total"] == ours.plans_total == 4
        assert [plan["choices"] for plan in answer["plans"]] == [
            dict(entry.plan.choices) for entry in ours.plans
        ]
        branch = next(id_ for id_, verdict in ours.branches.items() if verdict.permitted)
        why = await called(client, "why", file="shutdown.quandary.json", rule="dsm", branch=branch)
        assert why["permitted"] is True
        assert why["sentences"]
        compared = await called(client, "compare", file="oil.quandary.json")
        assert set(compared["rules"]) == set(RULES)
        improved = await called(client, "improve", file="shutdown.quandary.json")
        assert improved["dominated"] is True
        assert "4/9" in improved["better"]["policy"].values()

    spoken(folder, talk)


def test_an_assistant_writes_a_tree_and_finds_its_threshold(folder: Path) -> None:
    document = {
        "format": "quandary", "version": 1,
        "parameters": [{"id": "p", "value": "1/2", "min": 0, "max": 1}],
        "outcomes": [{"id": "win", "value": 100}, {"id": "lose", "value": 0}, {"id": "safe", "value": 25}],
        "nodes": [
            {"id": "n", "kind": "choice"}, {"id": "c", "kind": "chance"},
            {"id": "w", "kind": "outcome", "outcome": "win"}, {"id": "l", "kind": "outcome", "outcome": "lose"},
            {"id": "s", "kind": "outcome", "outcome": "safe"},
        ],
        "branches": [
            {"id": "bet", "from": "n", "to": "c"}, {"id": "keep", "from": "n", "to": "s"},
            {"id": "up", "from": "c", "to": "w", "probability": "p"},
            {"id": "down", "from": "c", "to": "l", "probability": "#"},
        ],
    }  # fmt: skip

    async def talk(client: Client) -> None:
        said = await client.read_resource("quandary://schema")
        schema = json.loads(said.contents[0].text)  # type: ignore[union-attr]
        jsonschema.validate(document, schema)
        text = json.dumps(document)
        made = await called(client, "write", file="bet.quandary.json", text=text)
        assert made["file"] == str(folder / "bet.quandary.json")
        assert "already exists" in await refused(
            client, "write", file="bet.quandary.json", text=text
        )
        await called(client, "write", file="bet.quandary.json", text=text, replace=True)
        found = await called(
            client,
            "thresholds",
            file="bet.quandary.json",
            rule="eu",
            parameter="p",
            low="0",
            high="1",
        )
        assert found["complete"]
        assert "1/4" in {piece["from"] for piece in found["pieces"]}
        answer = await called(
            client, "solve", file="bet.quandary.json", rule="eu", parameters={"p": "1/10"}
        )
        assert answer["value"] == "25"
        drawn = await called(
            client, "export", file="bet.quandary.json", output="bet.efg", rule="eu"
        )
        assert (folder / "bet.efg").read_text("utf-8").startswith("EFG 2 R")
        assert drawn["sentences"] == [
            "Not in a game of Gambit: parameters (their numbers are worked out)."
        ]
        resource = await client.read_resource("quandary://examples/shutdown")
        assert resource.contents[0].text == assets.example_text("shutdown")  # type: ignore[union-attr]
        rules = await client.read_resource("quandary://rules")
        assert "Source:" in rules.contents[0].text  # type: ignore[union-attr]

    spoken(folder, talk)


def test_nothing_outside_of_the_folders_is_read_or_written(folder: Path, tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        outside = (
            "../secret.json",
            str(tmp_path / "secret.json"),
            "link.json",
            "..",
            "",
            "/etc/passwd",
        )
        for path in outside:
            assert "lies outside" in await refused(client, "check", file=path), path
            assert "lies outside" in await refused(
                client, "export", file="oil.quandary.json", output=path
            )
        assert "lies outside" in await refused(client, "write", file="../new.json", text="{}")
        assert "cannot have this name" in await refused(client, "check", file="a\0b")
        assert "over the document" in await refused(
            client, "export", file="oil.quandary.json", output="./oil.quandary.json"
        )
        faulty = await refused(client, "write", file="bad.json", text="{}")
        assert "format" in faulty
        unknown = await refused(client, "solve", file="oil.quandary.json", rule="--help")
        assert "Input should be 'eu', 'naive'" in unknown
        missing = await refused(client, "solve", file="nothing.json", rule="eu")
        assert missing.endswith("There is no such file.")
        both = await refused(client, "why", file="oil.quandary.json", rule="eu")
        assert both.endswith("Please name a branch or a plan, one of them.")
        still = await called(client, "check", file="oil.quandary.json")
        assert still["valid"]

    spoken(folder, talk)
    assert not (tmp_path / "new.json").exists()
    assert not (folder / "bad.json").exists()


def test_folders_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(QuandaryError, match="this is no folder"):
        Folders([str(tmp_path / "nowhere")])
    assert run(["mcp", str(tmp_path / "nowhere")]) == 1
    assert "this is no folder" in capsys.readouterr().err
    assert run(["mcp"]) == 2


def test_without_the_package_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert run(["mcp", str(tmp_path)]) == 1
    assert "pip install quandary[mcp]" in capsys.readouterr().err
