"""Sentences for analysts: written once in English in the code, said in Kazakh and Russian by the files beside this one."""

from engine.words.sentence import Sentence, joined, named, said, verbatim
from engine.words.trilingual import LANGUAGES, Words

__all__ = ["LANGUAGES", "Sentence", "Words", "joined", "named", "said", "verbatim"]
