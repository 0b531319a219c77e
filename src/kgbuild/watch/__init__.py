"""Keep a store current: read feeds again and again, and load the graphs of what is new.

OPML → feeds → entries not seen → articles → graphs → store
                    memory                  build
"""

from kgbuild.watch.opml import read_opml
from kgbuild.watch.run import Plan, Round, StopRequest, watch

__all__ = ["Plan", "Round", "StopRequest", "read_opml", "watch"]
