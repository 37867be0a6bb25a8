"""What every service rests on: the services it depends on, and what those depend on in turn."""

from dataclasses import dataclass

from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The services that each service names under `depends_on`, by address."""

    direct: dict[str, tuple[Record[Service], ...]]

    def below(self, service: Record[Service]) -> tuple[Record[Service], ...]:
        """Everything that a service rests on, each once, the nearest first; never itself."""
        found: dict[str, Record[Service]] = {}
        level = [service]
        while level:
            below = {
                one.address: one
                for above in level
                for one in self.direct.get(above.address, ())
                if one is not service and one.address not in found
            }
            found.update(below)
            level = list(below.values())
        return tuple(found.values())


def derive(register: Register) -> Dependencies:
    """The dependencies of all services; names that lead nowhere are left out."""
    direct: dict[str, tuple[Record[Service], ...]] = {}
    for service in register.all(Service):
        named = (register.one(Service, each) for each in service.fields.depends_on)
        direct[service.address] = tuple(one for one in named if one is not None)
    return Dependencies(direct)
