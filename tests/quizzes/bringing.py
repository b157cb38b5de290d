"""How does a test bring questions of elsewhere in? A file of each format as others write them, taken in and asked."""

import uuid

from learners.models import Learner
from quizzes import papers
from quizzes.imports import acts
from quizzes.models import Attempt, Import
from tests.quizzes.formats.test_gift import FOREIGN as GIFT
from tests.quizzes.formats.test_moodle import FOREIGN as MOODLE
from tests.quizzes.views.test_keeping import asked_alike

CSV = """ask,A,B,C,key
Which cells are large?,Megaloblasts,Platelets,Lymphocytes,A
Which are red?,Reticulocytes,Erythrocytes,Neutrophils,A B
"""
SHORT = "One of {=these} it is.\n\nName the vitamin, please: {=cobalamin#Yes, that one. =B12 =%0%folate#A cousin.}\n"
FILES = {"moodle": MOODLE, "gift": GIFT.replace("right#", "right") + SHORT, "csv": CSV}
POINT, OTHER = "folate-alone", "cbc-first"


def brought(staff: Learner, form: str = "gift", text: str = "") -> Import:
    """A draft."""
    data = (text or FILES[form]).encode()
    return acts.take_in(staff, name=f"theirs.{form}", form=form, data=data, key=uuid.uuid4())


def asked(staff: Learner, form: str = "gift", text: str = "") -> Import:
    """A file all of whose questions are asked, under one point."""
    file = brought(staff, form, text)
    acts.file_under(file, others=POINT, and_ask=True)
    file.refresh_from_db()
    return file


def quiz_of(learner: Learner, file: Import, seed: int = 5) -> Attempt:
    """A quiz of all questions of a file, in their order."""
    templates = [f"imported/{item.pk.hex}" for item in file.items.order_by("number")]
    assert set(templates) <= {entry.template for entry in papers.entries()}
    return asked_alike(learner, templates, seed)
