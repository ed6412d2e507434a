"""The server: verbs as tools with typed results, the schema, the rules and the examples as resources."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

import assets
from app.assistants.answers import (
    CheckAnswer,
    CompareAnswer,
    ImproveAnswer,
    SolveAnswer,
    ThresholdsAnswer,
    WhyAnswer,
    WrittenAnswer,
)
from app.assistants.folders import Folders
from app.assistants.verbs import answered, carried_out
from app.process.version import program_version
from solver.errors import QuandaryError
from solver.rules import RULES

_READS: Final = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES: Final = ToolAnnotations(read_only_hint=False, open_world_hint=False)

RuleName = StrEnum("RuleName", {id_: id_ for id_ in RULES})  # type: ignore[misc]
File = Annotated[
    str, Field(description="a document (.quandary.json), or another program’s tree, in the folders")
]
Rule = Annotated[
    RuleName, Field(description="a decision rule; quandary://rules says what each computes")
]
Parameters = Annotated[
    dict[str, str] | None,
    Field(description="other values for parameters of the document, as {\"p\": \"1/3\"}"),
]  # fmt: skip
Opinion = Annotated[str | None, Field(description="read the document under one of its opinions")]
Relation = Annotated[
    str | None, Field(description="one of the document’s preference relations, not the active one")
]

INSTRUCTIONS: Final = (
    "Quandary solves decision trees exactly, also for agents whose preferences have gaps. Read "
    "quandary://schema before writing a document and quandary://examples/shutdown for an example; check a "
    "document before it is solved. Numbers are exact strings such as 4/9. Files are read and written only in "
    "the folders named when the server was started."
)


def server(folders: Folders) -> MCPServer[Any]:
    """The server for these folders, not yet running."""
    made = MCPServer[Any](
        "quandary", title="Quandary", version=program_version(), instructions=INSTRUCTIONS,
        log_level="WARNING",
    )  # fmt: skip
    tools = _Tools(folders)
    reading: list[Callable[..., object]] = [
        tools.files, tools.check, tools.solve, tools.why, tools.compare, tools.improve, tools.thresholds,
    ]  # fmt: skip
    writing: list[Callable[..., object]] = [tools.write, tools.export]
    for tool in (*reading, *writing):
        made.add_tool(tool, annotations=_READS if tool in reading else _WRITES)
    _add_resources(made)
    return made


def _add_resources(made: MCPServer[Any]) -> None:
    @made.resource("quandary://schema", mime_type="application/schema+json")
    def schema() -> str:
        """The JSON Schema of the document format."""
        return assets.schema_text()

    @made.resource("quandary://rules", mime_type="text/markdown")
    def rules() -> str:
        """What each rule computes, with its source and our reading."""
        return "\n\n".join(
            f"## {rule.name} (`{id_}`)\n\n{rule.explanation}" for id_, rule in RULES.items()
        )

    @made.resource("quandary://examples", mime_type="text/markdown")
    def examples() -> str:
        """The built-in examples by name."""
        return "\n".join(f"- `{e.name}`: {e.title}. {e.summary}" for e in assets.EXAMPLES)

    @made.resource("quandary://examples/{name}", mime_type="application/json")
    def example(name: str) -> str:
        """A built-in example as a document."""
        try:
            return assets.example_text(name)
        except KeyError:
            raise ResourceNotFoundError(f"There is no example “{name}”.") from None


class _Tools:
    """What an assistant may ask for; the docstrings are what it is told."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def files(self) -> list[str]:
        """The documents in the folders (JSON files, by their whole paths)."""
        return [str(path) for path in self._folders.files()]

    async def check(self, file: File) -> CheckAnswer:
        """Say whether a document is valid to solve, with every reason why not."""
        said = await carried_out("check", self._inside(file))
        return CheckAnswer(valid=said.well, findings=list(said.sentences))

    async def solve(
        self, file: File, rule: Rule,
        limit: Annotated[int, Field(ge=0, le=10_000, description="plans that are listed at most")] = 20,
        parameters: Parameters = None, opinion: Opinion = None, relation: Relation = None,
    ) -> SolveAnswer:  # fmt: skip
        """Apply a decision rule: which branches and plans it permits, and what they lead to."""
        more = [f"--rule={rule}", f"--limit={limit}", *_reading(parameters, opinion, relation)]
        return SolveAnswer.model_validate(await answered("solve", self._inside(file), *more))

    async def why(
        self, file: File, rule: Rule,
        branch: Annotated[str | None, Field(description="a branch of a choice node, by its id")] = None,
        plan: Annotated[int | None, Field(ge=1, description="the number of a plan in the answer of solve")] = None,
        parameters: Parameters = None, opinion: Opinion = None, relation: Relation = None,
    ) -> WhyAnswer:  # fmt: skip
        """Say why a rule permits a branch or a plan, or does not: in sentences, by which clause."""
        if (branch is None) == (plan is None):
            raise ToolError("Please name a branch or a plan, one of them.")
        about = f"--plan={plan}" if branch is None else f"--branch={branch}"
        more = [f"--rule={rule}", about, *_reading(parameters, opinion, relation)]
        return WhyAnswer.model_validate(await answered("why", self._inside(file), *more))

    async def compare(
        self, file: File,
        parameters: Parameters = None, opinion: Opinion = None, relation: Relation = None,
    ) -> CompareAnswer:  # fmt: skip
        """Hold all rules side by side, and play the money pumps against those that can be exploited."""
        more = _reading(parameters, opinion, relation)
        return CompareAnswer.model_validate(await answered("compare", self._inside(file), *more))

    async def improve(
        self, file: File,
        parameters: Parameters = None, opinion: Opinion = None, relation: Relation = None,
    ) -> ImproveAnswer:  # fmt: skip
        """Say whether the document’s stated policy is dominated by another policy, and by which."""
        more = _reading(parameters, opinion, relation)
        return ImproveAnswer.model_validate(await answered("improve", self._inside(file), *more))

    async def thresholds(
        self, file: File, rule: Rule,
        parameter: Annotated[str, Field(description="which parameter of the document varies")],
        low: Annotated[str | None, Field(description="where its range begins")] = None,
        high: Annotated[str | None, Field(description="where its range ends")] = None,
        relation: Relation = None,
    ) -> ThresholdsAnswer:  # fmt: skip
        """Find at which values of a parameter a rule says something else, exactly."""
        more = [f"--rule={rule}", f"--parameter={parameter}", *_reading(None, None, relation)]
        more += [f"--from={low}"] if low is not None else []
        more += [f"--to={high}"] if high is not None else []
        return ThresholdsAnswer.model_validate(
            await answered("thresholds", self._inside(file), *more)
        )

    async def export(
        self, file: File,
        output: Annotated[str, Field(description="the file to write, in the folders; its suffix says what: "
            ".png, .svg, .pdf, .tex, .dot, .html, .efg, .silver.json, .csv, .xlsx")],
        rule: Annotated[RuleName | None, Field(description="mark what this rule permits")] = None,
    ) -> WrittenAnswer:  # fmt: skip
        """Write a picture of a tree, a web page, or its plans as a table."""
        out = self._inside(output)
        if out.is_dir():
            raise ToolError(f"“{output}” is a folder; please name a file.")
        if out == self._inside(file):
            raise ToolError("The picture would be written over the document.")
        more = [f"--output={out}", *([f"--rule={rule}"] if rule is not None else [])]
        said = await carried_out("export", self._inside(file), *more)
        if not said.well:
            raise ToolError(" ".join(said.sentences))
        return WrittenAnswer(file=str(out), sentences=list(said.sentences))

    def write(
        self,
        file: Annotated[str, Field(description="where, in the folders; with the suffix .quandary.json")],
        text: Annotated[str, Field(description="the document: JSON as quandary://schema says")],
        replace: Annotated[bool, Field(description="whether a file that is there may be replaced")] = False,
    ) -> WrittenAnswer:  # fmt: skip
        """Write a document; what is no document of Quandary is refused, with its place."""
        if not file.endswith(".json"):
            raise ToolError("A document has the suffix .quandary.json.")
        try:
            return WrittenAnswer(
                file=str(self._folders.write(file, text, replace=replace)), sentences=[]
            )
        except QuandaryError as error:
            raise ToolError(str(error)) from None

    def _inside(self, path: str) -> Any:
        try:
            return self._folders.inside(path)
        except QuandaryError as error:
            raise ToolError(str(error)) from None


def _reading(
    parameters: dict[str, str] | None, opinion: str | None, relation: str | None
) -> list[str]:
    """The arguments by which verbs read a document otherwise than it stands."""

    def parts() -> Iterator[str]:
        for name, expression in (parameters or {}).items():
            yield f"--set={name}={expression}"
        if opinion is not None:
            yield f"--opinion={opinion}"
        if relation is not None:
            yield f"--relation={relation}"

    return list(parts())


def serve(folders: Sequence[str]) -> None:
    """Speak with an assistant over standard input and output until it is gone.

    Raises `QuandaryError` where one of the folders is none.
    """
    server(Folders(folders)).run("stdio")
