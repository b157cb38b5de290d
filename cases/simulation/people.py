"""Who is the person behind the counts? Names, work and allergies that carry no clue to the disease."""

from __future__ import annotations

from dataclasses import dataclass

from cases.simulation.randomness import choice, uniform

FIRST_NAMES = {
    "female": (
        "Marta Amina Grace Yuki Elena Fatima Ruth Ingrid Leila Rosa Chiara Nadia Wanjiru Hana Beatriz "
        "Olga Miriam Asha Clara Thandi Sofia Mei Lucia Zainab Hannah Ana Petra Keiko Adaeze Joan"
    ).split(),
    "male": (
        "Jonas Omar Samuel Kenji Marco Yusuf Daniel Erik Karim Luis Paolo Tariq Kamau Jin Rafael Pavel "
        "Aaron Vikram Henry Sipho Nikolai Wei Andres Ibrahim Tomas Joao Milan Hiroshi Chidi Peter"
    ).split(),
}
LAST_NAMES = (
    "Lindqvist Haddad Mensah Tanaka Rossi Demir Cohen Berg Nasser Alvarez Conti Aziz Mwangi Park "
    "Silva Novak Levy Sharma Walsh Dlamini Petrov Chen Romero Bello Fischer Costa Horvat Sato Okafor "
    "Murray"
).split()
WORK = (
    "school cook|bus driver|librarian|bookkeeper|gardener|teacher|carpenter|shop assistant|"
    "translator|nurse's aide|electrician|tailor|postal worker|musician|cleaner|software tester|baker|"
    "security guard|painter|office clerk"
).split("|")
ALLERGIES = (
    "no allergies",
    "no allergies",
    "no allergies",
    "allergic to penicillin (rash)",
    "allergic to latex",
)
RETIREMENT_AGE, STUDENT_AGE = 66, 21


@dataclass(frozen=True)
class Person:
    """What stands on the banner: never drawn from the disease."""

    first_name: str
    last_name: str
    occupation: str
    allergies: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


def person_of(seed: int, sex: str, age: int) -> Person:
    """The person of this seed; sex and age only decide the first name and whether work is past or to come."""
    return Person(
        first_name=choice(seed, FIRST_NAMES[sex], "first name"),
        last_name=choice(seed, LAST_NAMES, "last name"),
        occupation=_occupation(seed, age),
        allergies=ALLERGIES[int(uniform(seed, "allergies") * len(ALLERGIES))],
    )


def _occupation(seed: int, age: int) -> str:
    if age < STUDENT_AGE:
        return "student"
    work = choice(seed, WORK, "work")
    return f"retired {work}" if age >= RETIREMENT_AGE else work
