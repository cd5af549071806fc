"""Why a document was not printed, said so that the person at the desk knows what to change."""

from __future__ import annotations

from typing import Any


class PressError(Exception):
    """A document that was not printed.

    `message` is the Chinese sentence (also the key of its translation), with `%(name)s` places for `values`;
    `field` names the field of the document at fault, if one is.
    """

    def __init__(self, message: str, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class CharacterError(PressError):
    """A character that has no shape in any installed face, or that would disturb its neighbours."""


class PlaceError(PressError):
    """The format has no place for something the document says, or the page has no room for it."""


class BlockError(PressError):
    """A table or a picture that cannot be set as it is given."""


class NotReadyError(PressError):
    """The machine lacks a library or a face the press stands on."""


class PrintingError(PressError):
    """The typesetter reported something; a page printed in spite of it could not be trusted."""


class LimitError(PressError):
    """A print that takes more of the machine than a print may; it was stopped, and nothing is left of it."""


class AwayError(PressError):
    """The press of this machine does not answer: nothing is wrong with the document, and it may be printed later."""


class FallenError(PressError):
    """The process that prints was ended from outside, by the system or by a person: the document is not to blame."""


class SupersededError(PressError):
    """A preview that was not printed, since a newer one of the same draft has been asked for."""


class FlawedError(PressError):
    """The finished PDF does not measure as the standard wants it, or says something else than the document."""


class CopyError(PressError):
    """A file of which no numbered copy can be made."""
