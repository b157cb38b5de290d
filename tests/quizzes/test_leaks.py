"""Does any byte before the answer tell the key of a question?"""

import html
import re

from django.http import HttpResponse
from django.urls import reverse

from cases.catalog import current
from learners.models import Learner
from quizzes.items import Item
from quizzes.items import current as current_bank
from quizzes.models import Attempt
from tests.quizzes.bringing import asked, quiz_of
from tests.quizzes.quizzing import right_fields, wrong_fields
from tests.quizzes.views.taker import Taker, of_all_kinds

NAMELESS = re.compile(
    r"[\w-]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken[^>]*|name=\"shown\" value=\"[^\"]*\""
    r"|datetime=\"[^\"]*\"|data-deadline=[^<]*"
)
PICTURE = re.compile(r'src="(/quizzes/pictures/[^"]+/)"')
# What the words of a question are: its stem, and its cells as they are described.
VARIED = re.compile(r'(?s)<p class="ask".*?</p>|<legend.*?</legend>|(?<=aria-label="The cell in words">)\s*<p>.*?</p>')
LEAST = 12  # letters: shorter remarks may stand in a question by chance


def told(response: HttpResponse) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return html.unescape(f"{headers}\n{response.cookies.output()}\n{response.content.decode()}")


def secrets_of(item: Item) -> dict[str, str]:
    """What may not be read before the answer, by what it is."""
    points = current().teaching_points
    own = {key: text for key, text in item.key.remarks.items() if len(text) >= LEAST}
    return {
        "the template": item.template,
        "the seed": str(item.seed),
        "the explanation": item.key.explanation,
        "the objective": item.lesson.objective,
        **{f"the remark on {key}": text for key, text in own.items()},
        **{f"the mistake {slip.value}": slip.remark for slip in item.key.slips},
        **{f"the point {key}": points[key].statement for key in item.lesson.points},
        **{f"the source {n}": text for n, text in enumerate(item.lesson.sources)},
    }


def test_no_byte_before_the_answer_tells_the_key_of_any_kind(alice: Learner) -> None:
    taker = of_all_kinds(alice, each=2)
    for number in range(1, len(taker.attempt.questions) + 1):
        item = taker.item(number)
        pages = [taker.get(number), taker.answer(number, {}), taker.post("strike", number, strike="a")]
        pages.append(taker.client.get(reverse("quizzes:attempt", args=[taker.attempt.pk])))
        pages.append(taker.get(number, "?words=1"))
        for response in pages:
            text = told(response)
            assert [name for name, secret in secrets_of(item).items() if secret and secret in text] == [], item.template


IMPORTED = """
// [tag:folate-alone] [id:the-name-of-the-file]
Put first things first, which is it? {=This one of them#Because it must be so. ~That one of them#It never comes first.}

// [tag:folate-alone]
Name the vitamin, please: {=cobalamin#Yes, that one it is. =%0%folate#A cousin, not the one.}

// [tag:folate-alone]
Match them. {=canada -> ottawa =italy -> rome =france -> paris}
"""


def test_no_byte_before_the_answer_tells_the_key_of_a_question_from_elsewhere(alice: Learner, bob: Learner) -> None:
    taker = Taker(alice, quiz_of(alice, asked(bob, "gift", IMPORTED)))
    for number in (1, 2, 3):
        item = taker.item(number)
        hidden = {name: text for name, text in secrets_of(item).items() if text and name != "the seed"}
        hidden |= {"the file": "theirs.gift", "its name there": "the-name-of-the-file"}
        hidden |= {} if number != 2 else {"the term": "cobalamin", "the wrong term": "folate"}
        for response in (taker.get(number), taker.answer(number, {}), taker.get(number)):
            assert [name for name, secret in hidden.items() if secret in told(response)] == []
        taker.answer(number)
        assert "theirs.gift" in told(taker.get(number))


def test_the_secrets_would_be_found(alice: Learner) -> None:
    taker = of_all_kinds(alice)
    taker.miss(1)
    secrets = secrets_of(taker.item(1))
    text = told(taker.get(1))
    assert {"the explanation", "the objective"} <= {name for name, secret in secrets.items() if secret in text}


def test_an_exam_says_the_same_whether_answers_are_right_or_wrong(alice: Learner) -> None:
    """Two exams of the same questions, one all right, one all wrong: around the answers their pages are the same."""
    seen = []
    for fields_of in (right_fields, wrong_fields):
        taker = of_all_kinds(alice, "exam")
        count = len(taker.attempt.questions)
        for number in range(1, count + 1):
            taker.answer(number, fields_of(taker.item(number)))
        whole = taker.whole()
        frames = [taker.page(number).partition('id="work"')[0] for number in range(1, count + 1)]
        seen.append([NAMELESS.sub("", re.sub(r"\d+ s<", "<", text)) for text in (whole, *frames)])
        Attempt.objects.filter(pk=taker.attempt.pk).delete()
    assert seen[0] == seen[1]


def test_pictures_tell_nothing_but_their_pixels(alice: Learner) -> None:
    taker = of_all_kinds(alice, each=4)
    films = [n for n in range(1, len(taker.attempt.questions) + 1) if taker.item(n).kind == "film"]
    addresses = {n: PICTURE.findall(taker.page(n)) for n in films}
    first = [found[0] for found in addresses.values()]
    answers = [taker.client.get(address) for address in first]
    headers = [{**dict(answer.items()), "Content-Length": "any"} for answer in answers]
    assert all(one == headers[0] for one in headers)
    assert len({address for found in addresses.values() for address in found}) == sum(map(len, addresses.values()))
    assert len({len(address) for address in first}) == 1


def test_the_page_is_the_same_whichever_option_is_right(alice: Learner) -> None:
    """Variants of one template with different keys give pages that differ in nothing but words of the question."""
    shapes, keys = set(), set()
    for seed in range(12):
        taker = Taker(alice, _scale_of_lobes(alice, seed))
        page = taker.page(1) + taker.page(1, "?words=1")
        keys.add(str(taker.item(1).key.answer))
        shapes.add(NAMELESS.sub("", VARIED.sub("", page)))
    assert len(keys) > 2
    assert len(shapes) == 1


def _scale_of_lobes(learner: Learner, seed: int) -> Attempt:
    taker = of_all_kinds(learner)
    bank = current_bank(current())
    template = next(name for name, one in bank.items() if getattr(one, "task", "") == "count-lobes")
    taker.attempt.questions = [[template, bank[template].version, seed]]
    taker.attempt.save()
    return taker.attempt
