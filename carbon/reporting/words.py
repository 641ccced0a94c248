"""The words of reports; they live in `carbon.tables.words`."""

from carbon.tables.words import LANGUAGES, WORDS, bracketed, chosen, colon, known, listed, named, with_method, word

__all__ = ["LANGUAGES", "WORDS", "bracketed", "chosen", "colon", "known", "listed", "named", "with_method", "word"]
