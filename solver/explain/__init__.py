"""What explanations consist of: the analysed case, witnesses, how lotteries and outcomes compare.

Every answer is a frozen value with the witness that the computation itself found.  Rules give their
own explanations (`solver.rules.why` asks them) and say them in their own sentences.
"""
