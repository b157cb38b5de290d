"""Who is at this browser?"""

import uuid

from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from learners.models import Learner
from learners.preferences import cookie_preferences

BACKEND = "django.contrib.auth.backends.ModelBackend"
LINK_SALT = "learners.resume"
LINK_LIFE_S = 7 * 24 * 3600


class LinkError(Exception):
    """A personal link that leads nowhere: altered, too old, or no longer a guest's."""


def learner_of(request: HttpRequest) -> Learner | None:
    """Return who is at this browser, or None before their first act."""
    user: Learner | AnonymousUser = request.user
    return user if isinstance(user, Learner) else None


def admit(request: HttpRequest) -> Learner:
    """Return who is at this browser, as a new guest if nobody is; to be called by acts, never by a page.

    A guest has no password, no name and no address: the session is all there is, and it lasts a year.
    """
    known = learner_of(request)
    if known:
        return known
    public_id = uuid.uuid4()
    guest = Learner(
        public_id=public_id,
        username=f"guest-{public_id.hex}",
        is_guest=True,
        **cookie_preferences(request),
    )
    guest.set_unusable_password()
    guest.save()
    login(request, guest, backend=BACKEND)
    return guest


def link_token(guest: Learner) -> str:
    """Return a signed token that opens this guest's work on another device for a week.

    Raises LinkError for an account: it has a password, which a link must not replace.
    """
    if not guest.is_guest:
        raise LinkError("Sign in on the other device instead.")
    return signing.dumps([guest.public_id.hex, seal(guest)], salt=LINK_SALT)


def guest_of(token: str) -> Learner:
    """Return the guest that a token was made for. Raises LinkError with the reason."""
    try:
        public_id, sealed = signing.loads(token, salt=LINK_SALT, max_age=LINK_LIFE_S)
    except signing.SignatureExpired:
        raise LinkError("This link is more than a week old.") from None
    except signing.BadSignature:
        raise LinkError("This link is incomplete or was changed.") from None
    guest = Learner.objects.filter(public_id=public_id, is_guest=True, is_active=True).first()
    if guest is None or not constant_time_compare(sealed, seal(guest)):
        raise LinkError("This link no longer leads to a guest's work.")
    return guest


def resume(request: HttpRequest, *, token: str) -> Learner:
    """Continue a guest's work at this browser, in place of whoever was here. Raises LinkError."""
    guest = guest_of(token)
    login(request, guest, backend=BACKEND)
    return guest


def seal(guest: Learner) -> str:
    """Tie a link to the sessions of today: setting a password, even an unusable one, ends both."""
    return guest.get_session_auth_hash()[:16]
