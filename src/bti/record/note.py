"""Free text that can be erased: kept apart from the entry, which holds only a salted commitment to it.

The commitment is HMAC-SHA-256 of the text under 32 random bytes. Without the salt nothing can be guessed from it;
with text and salt anybody can prove that this is what the entry was recorded with. When a text is erased by
decision (law H-02, H-05) text and salt go, the commitment and the entry stay. No guard ever reads a text.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

import attrs

from bti.errors import InvalidValue

__all__ = ["LONGEST", "Note"]

LONGEST = 100_000
"""The most characters a note may have; a page has about 3,000, and records belong in the services' own systems."""


@attrs.frozen(repr=False)
class Note:
    """A text and its commitment; equal to another note with the same commitment.

    Attributes:
        commitment: 64 hexadecimal digits, the only part that an entry is stored with.
        salt: 32 bytes, None when the text is erased or not at hand.
        text: The text, None when it is erased or not at hand.
    """

    commitment: str
    salt: bytes | None = attrs.field(default=None, eq=False)
    text: str | None = attrs.field(default=None, eq=False)

    @classmethod
    def of(cls, text: str, *, salt: bytes | None = None) -> Note:
        """Make a note of a text; the salt is random unless given back from a store.

        Raises:
            InvalidValue: The text is empty, too long, no text, or holds a lone surrogate.
        """
        if not isinstance(text, str) or not text.strip():
            raise InvalidValue("a note needs a text with at least one visible character")
        if len(text) > LONGEST:
            raise InvalidValue(f"a note has at most {LONGEST} characters, this one {len(text)}")
        key = secrets.token_bytes(32) if salt is None else salt
        return cls(commitment=_commit(text, key), salt=key, text=text)

    @classmethod
    def revealed(cls, commitment: str, text: str, salt: bytes) -> Note:
        """Put a stored text back with its commitment.

        Raises:
            InvalidValue: The text is not the one that was committed to.
        """
        if not hmac.compare_digest(_commit(text, salt), commitment):
            raise InvalidValue(
                "a stored text does not match the commitment in its entry: it was changed outside the library"
            )
        return cls(commitment=commitment, salt=salt, text=text)

    def erased(self) -> Note:
        """Return the same commitment without text and salt."""
        return Note(self.commitment)

    def __repr__(self) -> str:
        return f"<Note {'without text' if self.text is None else 'with text'}>"


def _commit(text: str, salt: bytes) -> str:
    try:
        return hmac.new(salt, text.encode("utf-8"), hashlib.sha256).hexdigest()
    except UnicodeEncodeError as error:
        raise InvalidValue(f"a note must be valid Unicode; character {error.start} is a lone surrogate") from error
