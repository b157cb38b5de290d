"""How is a picture named so that the name tells nothing, and serves nobody but the reader it was made for?"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from django.utils.crypto import salted_hmac

MESSAGE_BYTES, TAG_BYTES = 32, 16
SHA = "sha256"


class Absent(LookupError):
    """There is nothing to be seen: no such name, no such slide."""


class BadToken(Absent):
    """A name that was not made here, or not for this reader."""


def key_of(*names: str) -> bytes:
    """A key that follows from the secret and from these names."""
    return salted_hmac("cases.slides", "\0".join(names), algorithm=SHA).digest()


def sealed(key: bytes, message: bytes) -> str:
    """Return 32 bytes as a name for a URL: the same at each call, and to others a random string.

    The tag that vouches for the message is the start of the stream that hides it, as in RFC 5297, with HMAC-SHA256 in
    the place of the block cipher.
    """
    tag = _tag(key, message)
    return urlsafe_b64encode(tag + _hidden(key, tag, message)).decode().rstrip("=")


def opened(key: bytes, token: str) -> bytes:
    """Return the 32 bytes of a name. Raises BadToken for one that this key did not make."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Error, ValueError):
        raise BadToken(token) from None
    tag, message = raw[:TAG_BYTES], _hidden(key, raw[:TAG_BYTES], raw[TAG_BYTES:])
    genuine = len(message) == MESSAGE_BYTES and hmac.compare_digest(tag, _tag(key, message))
    if not genuine or sealed(key, message) != token:
        raise BadToken(token)
    return message


def _tag(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, b"tag" + message, SHA)[:TAG_BYTES]


def _hidden(key: bytes, tag: bytes, message: bytes) -> bytes:
    """The message under its stream, or out of it again; what is longer than 32 bytes is cut off."""
    stream = hmac.digest(key, b"stream" + tag, SHA)
    return bytes(a ^ b for a, b in zip(message, stream, strict=False))
