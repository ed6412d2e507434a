"""Pictures and pages, to be looked at and measured."""
