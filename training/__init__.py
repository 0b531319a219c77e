"""Make the Romanian pipeline from the corpora (see `training/README.md`)."""
