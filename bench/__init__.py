"""How fast, how large, how much memory: measured beside other engines in the same run, told as ratios."""
