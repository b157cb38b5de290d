"""How is a unit written on a page?"""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
POWER = re.compile(r"\^(-?\d+)")
MICRO = re.compile(r"\bu(?=g|mol|kat|L)")


@register.filter
def unit(text: str) -> SafeString:
    """Raise powers (`10^9/L`) and write micro as µ; what comes in is escaped first."""
    raised = POWER.sub(r"<sup>\1</sup>", MICRO.sub("µ", conditional_escape(text)))
    return mark_safe(raised)  # noqa: S308  escaped above, and only <sup> is added
