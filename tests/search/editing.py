"""An editor of a site, in a process of its own: a line in, what to do; a line out, when it is committed.

publish RECORD_ID TITLE…     writes a new title and publishes
unpublish RECORD_ID          takes it down
make NUMBER PREFIX TITLE…    so many laws: PREFIX-0 with the title and 0, and so on
"""

import sys

import django
from django.db import transaction


def main() -> None:
    # Only now can models be imported.
    from factories.records import InstrumentFactory, JurisdictionFactory

    from policies.models import InstrumentPage

    for line in sys.stdin:
        verb, what, *words = line.split()
        with transaction.atomic():
            if verb == "make":
                prefix, *title = words
                place = JurisdictionFactory()
                for number in range(int(what)):
                    InstrumentFactory(
                        parent=place, title=" ".join([*title, str(number)]), record_id=f"{prefix}-{number}"
                    )
            else:
                law = InstrumentPage.objects.get(record_id=what)
                if verb == "publish":
                    law.title = " ".join(words)
                    law.save_revision().publish()
                else:
                    law.unpublish()
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    main()
