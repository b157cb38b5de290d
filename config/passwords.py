"""What does a password cost to check?"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idPasswordHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's first choice: 19 MiB, two passes, one lane (Password Storage Cheat Sheet).

    Django's own parameters take 100 MiB for each login: 60 at once would need 6 GB.
    """

    memory_cost = 19 * 1024  # KiB
    time_cost = 2
    parallelism = 1
