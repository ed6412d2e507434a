"""The sign of a gap stands between the options that it is between, and leans to what is permitted."""

import pytest

from solver.page.gap_sign import gap_sign


def test_an_open_gap_is_broken_in_the_middle_only() -> None:
    sign = gap_sign([(-30.0, True), (10.0, True), (40.0, True)], 30, 14)
    low, high = sign.bars
    assert (low + high) / 2 == pytest.approx(-10)  # on no branch
    assert sign.pieces == ((-30.0, low, True), (high, 40.0, True))
    assert not sign.heads


def test_it_is_broken_beside_a_branch_that_is_in_the_gap_or_not() -> None:
    for middle in (True, None):
        sign = gap_sign([(-40.0, True), (0.0, middle), (40.0, True)], 30, 14)
        assert sum(sign.bars) / 2 == pytest.approx(20)
        assert not sign.heads
    beside = gap_sign([(-40.0, True), (0.0, True), (40.0, None)], 30, 14)
    assert sum(beside.bars) / 2 == pytest.approx(-20)
    assert beside.pieces[-1][1] == 0


def test_a_settled_gap_is_closed_towards_what_is_permitted() -> None:
    for options in ([(40.0, True), (-30.0, False)], [(-30.0, False), (40.0, True)]):
        sign = gap_sign(options, 30, 14)
        low, high = sign.bars
        dotted, closed = sign.pieces
        assert dotted == (-30.0, low, False)
        ((tip, way),) = sign.heads
        assert closed == (high, tip, True)
        assert 30 < tip < 40  # short of the line
        assert way == 1  # the arc comes from smaller angles
    other = gap_sign([(40.0, False), (-30.0, True)], 30, 14)
    assert [way for _, way in other.heads] == [-1]
    assert other.pieces[0][2]


def test_among_several_it_is_broken_wherever_permitted_meets_not_permitted() -> None:
    options = [(-60.0, True), (-20.0, False), (20.0, False), (60.0, True)]
    sign = gap_sign(options, 30, 14)
    assert len(sign.bars) == 4
    assert [closed for *_, closed in sign.pieces] == [True, False, True]
    (_, first, _), (begin, end, _), (last, _, _) = sign.pieces
    assert first < begin < -20 < 20 < end < last
    assert [way for _, way in sign.heads] == [-1, 1]


def test_where_options_lie_close_only_the_bars_are_left() -> None:
    sign = gap_sign([(-1.0, True), (1.0, True)], 30, 14)
    assert len(sign.bars) == 2
    assert not sign.pieces
