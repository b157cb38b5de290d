"""What does moodle-xml-parser find in a file? Run beside it; reads and writes JSON."""

import json
import sys

from moodle_xml_parser.parser import parse_bytes

found = parse_bytes(json.load(sys.stdin).encode())
print(
    json.dumps(
        {
            question.name: {
                "text": question.text_pre_parse,
                "single": question.single,
                "options": [(option.answer, option.score_fraction) for option in question.options],
                "feedback": [option.feedback for option in question.options],
                "general": question.general_feedback,
            }
            for question in found["multichoice"]
        }
    )
)
