"""Build the graph of a corpus: of any size in constant memory, in shards, taken up where it broke off.

    documents → batches → parse (workers) → resolve (in order) → build, write (workers) → commit (in order)
      articles                                duplicates            build, shards            ledger

Workers are processes of this machine (`workers`) or of a Ray cluster (`cluster`). What is written depends on the documents and
the settings alone: not on the workers, their timing, or how often a run was killed.
"""

from kgbuild.corpus.run import Plan, Progress, Totals, build_corpus
from kgbuild.corpus.shards import shard_files

__all__ = ["Plan", "Progress", "Totals", "build_corpus", "shard_files"]
