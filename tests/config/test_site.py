"""Does every response carry what protects the visitor?"""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client

from config.passwords import Argon2idPasswordHasher

pytestmark = pytest.mark.django_db
LOCKS = settings.BASE_DIR / "requirements"
ADDRESSES = ["/healthz", "/resume/", "/admin/login/", "/no-such-page/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_allows_scripts_and_styles_of_this_site_only(address: str, client: Client) -> None:
    policy = dict(rule.split(" ", 1) for rule in client.get(address)["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_guarded_by_the_other_headers(address: str, client: Client) -> None:
    response = client.get(address)
    names = ["X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"]
    assert [response[name] for name in names] == ["DENY", "nosniff", "same-origin", "same-origin"]
    assert "no-store" in response["Cache-Control"]


def test_the_clinic_says_that_it_is_up(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_a_page_without_an_icon_of_its_own_gets_that_of_the_clinic(client: Client) -> None:
    assert client.get("/favicon.ico").url == "/static/icons/favicon.svg"


def test_the_clinic_is_not_up_without_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def cursor() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", cursor)
    assert Client(raise_request_exception=False).get("/healthz").status_code == 500


def test_a_password_is_kept_as_argon2id_of_19_mib() -> None:
    encoded = Argon2idPasswordHasher().encode("a long pass phrase", "saltsaltsaltsalt")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2idPasswordHasher().verify("a long pass phrase", encoded)
    assert not Argon2idPasswordHasher().verify("another pass phrase", encoded)


def test_no_middleware_takes_the_write_lock_for_a_page() -> None:
    assert not settings.DATABASES["default"]["ATOMIC_REQUESTS"]
    assert not settings.SESSION_SAVE_EVERY_REQUEST


def test_the_locks_pin_hashes_and_name_no_host() -> None:
    locks = sorted(LOCKS.glob("*.lock"))
    assert [lock.stem for lock in locks] == ["core", "dev", "fast", "oracles", "production"]
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text
        requirements = text.replace("\\\n", "").splitlines()
        assert all("==" in line and "--hash=sha256:" in line for line in requirements)


def test_every_set_has_the_versions_that_were_tested() -> None:
    def pins(name: str) -> set[str]:
        lines = (LOCKS / f"{name}.lock").read_text().splitlines()
        return {line.split(" ")[0] for line in lines if line and not line.startswith(" ")}

    assert pins("core") | pins("production") | pins("fast") <= pins("dev")
