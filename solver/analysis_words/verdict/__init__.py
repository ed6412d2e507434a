"""What a verdict comes to, in statements of two short lines.

A statement has a sign: ✓ good, △ look here, ✕ bad, or none.  “Dominated” is never said alone: by a
plan, or by a policy; a mixture *beats*.
"""
