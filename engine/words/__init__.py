"""Sentences for analysts: written once in English in the code, said in Kazakh and Russian by the files beside this one."""

from engine.words.sentence import Sentence, joined, named, said, verbatim

__all__ = ["Sentence", "joined", "named", "said", "verbatim"]
