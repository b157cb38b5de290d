"""What does Anki make of a deck that is imported twice? Run beside it; takes the files' paths, writes JSON."""

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

with tempfile.TemporaryDirectory() as folder:
    collection = Collection(str(Path(folder) / "collection.anki2"))
    logs = []
    for path in sys.argv[1:]:
        request = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())
        log = collection.import_anki_package(request).log
        logs.append({what: len(getattr(log, what)) for what in ("new", "updated", "duplicate", "conflicting")})
    notes = [collection.get_note(note) for note in collection.find_notes("")]
    said = {
        "imports": logs,
        "notes": {note.guid: [note.fields, note.tags] for note in notes},
        "cards": [[card.question(), card.answer()] for note in notes for card in note.cards()],
        "decks": [deck.name for deck in collection.decks.all_names_and_ids()],
        "media": sorted(path.name for path in Path(collection.media.dir()).iterdir()),
        "missing": list(collection.media.check().missing),
    }
    collection.close()
print(json.dumps(said))
