"""The demo's stories as records: written once, read by those their tellers chose."""

import pytest

from tilth.demo.learning import address_of
from tilth.web.agree.loading import load as load_partnership
from tilth.web.learn import loading
from tilth.web.learn.coding.beginning import begin_codes
from tilth.web.learn.models import Coding, Indexed, Pick, Practice, Story, Transplant

pytestmark = pytest.mark.django_db


def test_the_demo_tells_its_stories_once_to_those_they_are_for(client):
    load_partnership(1)
    begin_codes()
    assert loading.load(1)
    assert not loading.load(1)
    denise = Story.objects.get(slug=address_of("denise-at-the-ground"))
    assert denise.audiences == ["partnership", "everyone"]
    assert Coding.objects.filter(story=denise, coder="teller").count() == 3
    assert Story.objects.get(slug=address_of("obrien-monday")).audiences == []
    assert Story.objects.get(slug=address_of("shame-drawer")).audiences == ["worker"]
    assert Story.objects.filter(state="sent").count() == 1
    assert Transplant.objects.get(ref="T-002").after.result == "failed"
    assert Practice.objects.get(slug="matchday-moves").partners.count() == 3
    assert Pick.objects.exclude(by=None).exists()
    assert Indexed.objects.filter(kind="story").count() == Story.objects.count()
