"""From a question to its answer: the tree that is asked, the order of hits, mistakes and nearest articles."""
