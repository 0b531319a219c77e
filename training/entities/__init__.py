"""The entities: an ensemble learns from people, one small network from people and from what the ensemble finds in plain text."""
