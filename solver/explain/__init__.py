"""Why a rule permits a branch or a plan, or does not: `asking` answers, `words` says it in sentences.

Every answer is a frozen value (see `values`) with the witness that the computation itself found.
"""
