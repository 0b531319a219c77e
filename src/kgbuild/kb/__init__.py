"""A knowledge base of names: who the actors of articles are, well beyond the lexicon that ships with kgbuild.

An SQLite file made of a Wikidata dump and of GeoNames files. It holds of each person, body and place its identifiers, names in
the chosen languages, country and coordinates; a full-text index lets people search it.

    dumps ──wikidata──┐
                      ├── table ── lookup
    files ──geonames──┘
"""

from kgbuild.kb.build import Built, Sources, build_knowledge_base
from kgbuild.kb.lookup import KnowledgeBase, load_knowledge_base
from kgbuild.kb.table import TYPES

__all__ = ["TYPES", "Built", "KnowledgeBase", "Sources", "build_knowledge_base", "load_knowledge_base"]
