"""For assistants that speak the Model Context Protocol: the verbs as tools (with the extra ``mcp``)."""
