"""The pages as people meet them: a real browser before the sample archive."""
