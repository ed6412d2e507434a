"""Places of a chart stand for numbers, and numbers for places."""

from solver.charts.marks import Plot


def test_a_place_stands_for_the_number_that_stands_there() -> None:
    plot = Plot(10, 20, 110, 220, (5, 25), (-1, 3))
    for x, y in ((5, -1), (25, 3), (10, 0), (17, 1)):
        assert plot.at(plot.across(x), plot.up(y)) == (x, y)
    assert (plot.across(10), plot.up(0)) == (35, 170)


def test_beside_the_axes_it_is_their_end() -> None:
    plot = Plot(10, 20, 110, 220, (5, 25), (-1, 3))
    assert plot.at(0, 0) == (5, 3)
    assert plot.at(200, 300) == (25, -1)
