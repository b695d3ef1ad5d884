"""Team formation that is provably the best the rules allow."""
