"""Trees and answers for other programs: games of Gambit, SilverDecisions, tables."""
