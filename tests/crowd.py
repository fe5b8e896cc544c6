"""Many people at once, as a program of its own: `python -m tests.crowd register|cancel EVENT FIRST COUNT THREADS`.

Says on its output what each of them was told, one JSON line at the moment it was true for her.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from uuid import uuid4

import django

django.setup()

from django.db import connection  # noqa: E402

from events.models import Event, Item, ItemKind  # noqa: E402
from events.places import registration as use_cases  # noqa: E402
from events.places.applications import Application, Choice, Person  # noqa: E402

_output = Lock()


def say(**words):
    with _output:
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()


def register_one(event, number, wishes):
    person = Person("Person", f"Nummer {number}", phone=f"+49221471{number:05}")
    found = use_cases.register(event=event, application=Application(person, Choice(wishes=wishes), nonce=uuid4()))
    say(number=number, pk=found.registration.pk, standing=found.registration.standing)
    connection.close()


def cancel_one(event, pk):
    use_cases.cancel(event.registrations.get(pk=pk))
    say(cancelled=pk)
    connection.close()


def main(verb, event, first, count, threads):
    event = Event.objects.get(pk=event)
    slot = Item.objects.get(day__event=event, kind=ItemKind.PARALLEL)
    wishes = {slot.pk: tuple(slot.parallel.order_by("position").values_list("pk", flat=True)[:2])}
    connection.close()
    with ThreadPoolExecutor(threads) as pool:
        if verb == "register":
            jobs = [pool.submit(register_one, event, number, wishes) for number in range(first, first + count)]
        else:
            admitted = event.registrations.admitted().order_by("pk").values_list("pk", flat=True)[:count]
            jobs = [pool.submit(cancel_one, event, pk) for pk in list(admitted)]
        for job in jobs:
            job.result()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
