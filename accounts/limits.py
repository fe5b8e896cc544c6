"""How often something may be done from one connection to the internet, where that is no sign-in.

allauth counts under a lock in the cache. A killed process leaves it behind, and of two colleagues who come at the same
moment on a busy day it turns one away. Here each time takes one of as many numbered slots as there may be times; of
two who reach for the same one, the cache gives it to one, and the other takes the next.
"""

from ipaddress import IPv6Address, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

OF_A_HOUSEHOLD = 64  # bits of an IPv6 address; the rest any device chooses as it likes


def allows(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """False once it was done so many times within so many seconds. Asking counts."""
    whose = _connection(request)
    slots = [f"limit:{action}:{whose}:{number}" for number in range(times)]
    taken = cache.get_many(slots)
    return any(cache.add(slot, True, seconds) for slot in slots if slot not in taken)


def _connection(request: HttpRequest) -> str:
    address = ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, IPv6Address):
        return f"{int(address) >> (128 - OF_A_HOUSEHOLD):x}"
    return str(address)
