"""Charts as plain values, what stands where on them, and their numbers as a table.  No screen is needed.

`chart` has the kinds of chart, `layout.lay_out` places their lines, areas and words on a page, and
what draws (widgets, TikZ) takes these one by one.
"""
