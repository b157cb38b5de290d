"""What did scripted learners score, lose and regret? Tables for the terminal and for the page on scoring alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import fill

from cases.management.handbook import table
from cases.players.promises import promises
from cases.players.standings import SESSION_CASES, alpha, mean_of, pairs
from cases.players.tournament import GRADED, Outcome

PARTS = {"key-features": "features", "diagnosis": "diagnosis", "economy": "economy", "calibration": "calibration"}
HEADER = ("learner", "score", *PARTS.values(), "capped", "tests", "lost, $", "beyond the best plan, $", "regrets, $")
ASSUMPTIONS = (
    "Assumed: abilities are normal; a learner of mean ability does 77 % of what an expert asks, examines and confirms,"
    " misjudges each disease by a factor of 3.3 either way, and prefers an order to a worse one the more, the more"
    " dollars lie between them. Real learners differ less and in other ways, so this does not predict their alpha."
)

WIDTH = 120  # characters

Games = Sequence[Outcome]


def scoreboard(outcomes: Games) -> str:
    """All tables in Markdown: standings under each scale of the losses, then promises, pairs and reliability."""
    by_scale: dict[float, list[Outcome]] = {}
    for outcome in outcomes:
        by_scale.setdefault(outcome.game.scale, []).append(outcome)
    rivals = {scale: by_player(o for o in games if not _is_graded(o)) for scale, games in by_scale.items()}
    classes = {scale: by_player(o for o in games if _is_graded(o)) for scale, games in by_scale.items()}
    parts = [standings(scale, games) for scale, games in rivals.items()]
    return "\n\n".join([*parts, *_compared(rivals), *_reliability(classes)])


def standings(scale: float, games: Mapping[str, Games]) -> str:
    """What each player came to under one scale of the losses."""
    patients = max((len(own) for own in games.values()), default=0)
    title = f"**{_losses(scale)}**, {patients} patients, mean ± standard error; parts in percent of their points:"
    return f"{title}\n\n{aligned(HEADER, [_row(name, own) for name, own in games.items()])}"


def by_player(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each player, patients in order."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.game.player, []).append(outcome)
    return found


def aligned(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, its cells as wide as the widest of their column so that it can be read as it stands."""
    lines = [header, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    first, *rest = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return table(first, rest)


def _row(name: str, games: Games) -> list[str]:
    total, lost = mean_of([float(game.total) for game in games]), mean_of([game.realized for game in games])
    shares = ([game.parts[part] for game in games if part in game.parts] for part in PARTS)
    capped, tests, excess, regret = (
        mean_of([float(getattr(game, field)) for game in games]).value
        for field in ("is_capped", "tests", "excess", "regret")
    )
    return [
        name,
        f"{total.value:.1f} ± {total.error:.1f}",
        *(f"{100 * mean_of(share).value:.0f}" if share else "·" for share in shares),
        f"{capped:.0%}",
        f"{tests:.1f}",
        f"{lost.value:.0f} ± {lost.error:.0f}",
        f"{excess:.0f}",
        f"{regret:.0f}",
    ]


def _compared(rivals: Mapping[float, Mapping[str, Games]]) -> Iterator[str]:
    """Promises and pairs, with a column for each scale of the losses."""
    header = [_losses(scale) for scale in rivals]
    if min(len(own) for games in rivals.values() for own in games.values()) < SESSION_CASES:
        yield f"From fewer than {SESSION_CASES} patients no session can be drawn: no promise is judged."
        return
    scores = [{name: [float(o.total) for o in own] for name, own in games.items()} for games in rivals.values()]
    lost = [{name: [o.realized for o in own] for name, own in games.items()} for games in rivals.values()]
    kept = [promises(points, dollars) for points, dollars in zip(scores, lost, strict=True)]
    rows = [[same[0].text, *("kept" if one.is_kept else "broken" for one in same)] for same in zip(*kept, strict=True)]
    yield aligned(["promise", *header], rows)
    right = [pairs(points) for points in scores]
    rows = [[f"{same[0][0]} above {same[0][1]}", *(f"{p[2]:.1%}" for p in same)] for same in zip(*right, strict=True)]
    yield f"Sessions of {SESSION_CASES} cases in which an expert scores more:\n\n{aligned(['pair', *header], rows)}"


def _reliability(classes: Mapping[float, Mapping[str, Games]]) -> Iterator[str]:
    told = []
    for scale, learners in classes.items():
        rows = [[float(game.total) for game in own] for own in learners.values()]
        if len(rows) > 1:
            told.append(f"{alpha(rows):.2f} ({_losses(scale).lower()})")
            size = f"{len(rows)} simulated learners of graded ability over {len(rows[0])} cases"
    if told:
        yield fill(f"Alpha of {size}: {', '.join(told)}. {ASSUMPTIONS}", WIDTH)


def _losses(scale: float) -> str:
    return "Losses as they are" if scale == 1 else f"Losses x {scale:g}"


def _is_graded(outcome: Outcome) -> bool:
    return outcome.game.player.startswith(GRADED)
