"""How fast, how large, how much memory: measured beside other engines in the same run, told as ratios.

`python -m bench` measures into `results.jsonl`, a row for each measure of each size; `python -m bench --page` makes
docs/benchmarks.md and its picture of what is there.
"""
