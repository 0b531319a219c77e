"""A teacher: an ensemble of large networks, made once on a GPU, whose analyses of plain text the small pipeline learns from."""
