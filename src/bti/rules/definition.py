"""Whether a case is one of the level it moves to, as the guide defines the level; advice, where it says no more."""

from __future__ import annotations

from typing import Final

from bti.codes import said
from bti.guide.model import HowMany, MeantPlace
from bti.reasons import Reason, model
from bti.record.measure import MeasurePlanned, Place
from bti.record.step import StepCompleted
from bti.rules.ask import Ask
from bti.rules.registry import Found, rule
from bti.rules.step import target_of
from bti.text import Text

__all__: list[str] = []

_PLACES: Final = {
    MeantPlace.OWN_SERVICE: Text(
        nb="i den ansvarlige tjenesten", nn="i den ansvarlege tenesta", en="within the home service"
    ),
    MeantPlace.OTHER_SERVICE: Text(nb="i en annen tjeneste", nn="i ei anna teneste", en="within another service"),
}
_MEANT: Final = {
    HowMany.ONE: Text(nb="én tjeneste", nn="éi teneste", en="one service"),
    HowMany.TWO: Text(nb="to tjenester", nn="to tenester", en="two services"),
    HowMany.TWO_OR_MORE: Text(nb="to eller flere tjenester", nn="to eller fleire tenester", en="two or more services"),
    HowMany.THREE_OR_MORE: Text(
        nb="tre eller flere tjenester", nn="tre eller fleire tenester", en="three or more services"
    ),
}


@rule(StepCompleted, source=model("guide"))
def the_case_is_one_of_the_level(ask: Ask, fact: StepCompleted) -> Found:
    """A case that moves to a level has as many services, and such, as the guide means the level for.

    Source: the guide's `definition` of the level; Øygarden, relay log: level 2 is for two services or more; Gloppen:
    help services join at level 3.
    """
    target = target_of(ask, fact)
    level = None if target is None else ask.guide.level(target.level)
    here = ask.level
    if level is None or level.definition is None or (here is not None and here.id == level.id):
        return None
    definition, services = level.definition, ask.spine.people.services
    found: list[Reason] = []
    meant = definition.services
    if meant is not None and not meant.holds(len(services)):
        found.append(
            ask.by_modality(
                definition.modality,
                "services_not_as_many",
                ask.cite(definition.origin_of("services")),
                level=level.title,
                meant=_MEANT[meant],
                count=len(services),
            )
        )
    if definition.kinds and not any(one.kind in definition.kinds for one in services.values()):
        known = [ask.guide.service(kind) for kind in definition.kinds]
        langs = ("nb", "nn", "en")
        kinds = Text.of({lang: ", ".join(one.label(lang) for one in known if one) for lang in langs})
        citation = ask.cite(definition.origin_of("kinds"))
        found.append(
            ask.by_modality(definition.modality, "services_not_of_kind", citation, level=level.title, kinds=kinds)
        )
    return tuple(found)


@rule(MeasurePlanned, source=model("guide"))
def the_measure_is_where_the_level_has_its_measures(ask: Ask, fact: MeasurePlanned) -> Found:
    """A measure of which it is said where it is carried out is carried out where the guide has those of the level.

    Source: the guide's `definition` of the level; Marker, level 1: goal and measure are within one's own service.
    """
    level = ask.level
    definition = None if level is None else level.definition
    if level is None or definition is None or definition.place is None or _is_there(ask, fact, definition.place):
        return None
    return ask.by_modality(
        definition.modality,
        "measure_is_elsewhere",
        ask.cite(definition.origin_of("place")),
        level=level.title,
        place=_PLACES.get(definition.place) or said(Place(definition.place.value)),
    )


def _is_there(ask: Ask, fact: MeasurePlanned, place: MeantPlace) -> bool:
    """Tell whether a measure is where the guide means it to be; where that cannot be told, it may be."""
    if place not in _PLACES:
        return fact.place is None or fact.place.value == place.value
    joined, home = ask.spine.people.professionals.get(fact.responsible), ask.spine.life.home
    if joined is None or home is None:
        return True
    return (joined.service == home.ref) is (place is MeantPlace.OWN_SERVICE)
