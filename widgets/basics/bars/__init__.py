"""Bars of shares and prospects, and sliders."""
