"""The document format, read from its JSON Schema."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import assets
from app.manual.page import ManualPage


def format_page() -> ManualPage:
    """A table for the document and for each kind of object in it."""
    schema = json.loads(assets.schema_text())
    kinds = {name: entry for name, entry in schema["$defs"].items() if "properties" in entry}
    parts = [
        "<h2>The document format</h2>",
        f"<p>{escape(schema['description'])}</p>",
        "<p>A document is JSON in UTF-8, with the suffix <code>.quandary.json</code>. <code>quandary schema</code> "
        "prints the schema from which this page is made.</p>",
        "<h3>The document</h3>",
        *_table(schema, kinds),
    ]
    for name, entry in kinds.items():
        parts.append(f'<h3><a name="{escape(name)}"></a>{escape(_words(name).capitalize())}</h3>')
        if "description" in entry:
            parts.append(f"<p>{escape(entry['description'])}</p>")
        parts += _table(entry, kinds)
    return ManualPage("format", "The document format", "".join(parts))


def _table(entry: Mapping[str, Any], kinds: Mapping[str, Any]) -> Iterator[str]:
    needed = set(entry.get("required", ()))
    yield '<table cellpadding="4"><tr><th align="left">key</th><th align="left">what it holds</th><th></th></tr>'
    for key, form in entry["properties"].items():
        must = " (needed)" if key in needed else ""
        yield (
            f"<tr><td><code>{escape(key)}</code>{must}</td><td>{escape(form.get('description', ''))}</td>"
            f"<td>{_form(form, kinds)}</td></tr>"
        )
    yield "</table>"


def _form(form: Mapping[str, Any], kinds: Mapping[str, Any]) -> str:
    """What may stand there, in few words."""
    if "const" in form:
        return f"<code>{escape(json.dumps(form['const']))}</code>"
    if "enum" in form:
        return " or ".join(f"<code>{escape(str(one))}</code>" for one in form["enum"])
    if "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        words = escape(_words(name))
        return f'<a href="#{escape(name)}">{words}</a>' if name in kinds else words
    for several in ("anyOf", "oneOf"):
        if several in form:
            return " or ".join(dict.fromkeys(_form(one, kinds) for one in form[several]))
    if form.get("type") == "array":
        inner = form.get("items")
        return f"list of {_form(inner, kinds)}" if isinstance(inner, dict) else "list"
    if isinstance(inner := form.get("additionalProperties"), dict):
        return f"by name: {_form(inner, kinds)}"
    kind = form.get("type", "anything")
    return " or ".join(map(escape, kind)) if isinstance(kind, list) else escape(str(kind))


def _words(name: str) -> str:
    """``namedCompletion`` as “named completion”."""
    spaced = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name)
    return spaced.replace("_", " ").replace("-", " ").strip()
