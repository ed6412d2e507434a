"""How the fields of the document value are called in the file."""

from typing import Any, Final

#: Field of the document value → key of the file, where they differ.
KEYS: Final = {"source": "from", "target": "to"}
FIELDS: Final = {key: field for field, key in KEYS.items()}


def file_keys(element: type[Any]) -> frozenset[str]:
    """The keys that an entry of this kind may have in the file."""
    fields = set(element.__struct_fields__) - {"present", "extra"}
    return frozenset(KEYS.get(field, field) for field in fields)
