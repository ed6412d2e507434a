"""Numbers, trees and sets of prospects as functions of one parameter: polynomials, and where they change."""
