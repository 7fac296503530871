"""Who has something, in which form, and what a map shows of it."""

import json
from datetime import date

import pytest

from policies import places
from policies.maps.spread import By, Carrier, Form, Missing, Place, by_year, spread
from policies.maps.world import draw

LT = Place("LT", "Lithuania", "/lt/", "country")
BR = Place("BR", "Brazil", "/br/", "country")
US = Place("US", "United States", "/us/", "country")
CALIFORNIA = Place("US-CA", "California", "/us-ca/", "part-of-country")
EU = Place("EU", "European Union", "/eu/", "regional-body")
AFRICAN_UNION = Place("AU-UNION", "African Union", "/au/", "regional-body")
DAY = date(2026, 1, 1)


def law(place=BR, force="binding", status="in-force", **values) -> Carrier:
    defaults = {"title": "Law", "url": "/law/", "record_id": "law", "adopted": "2020", "in_force": "", "ended": ""}
    return Carrier(place=place, legal_force=force, status=status, **defaults | values)


def found(*carriers, missing=(), by=By.FORCE, status=""):
    return spread(carriers, missing, by, DAY, "en", status)


@pytest.mark.parametrize(
    ("laws", "form"),
    [
        ([law(force="voluntary"), law(force="binding")], Form.BINDING),
        ([law(force="institutional"), law(force="voluntary")], Form.VOLUNTARY),
        ([law(force="voluntary"), law(status="repealed")], Form.VOLUNTARY),
        ([law(status="proposed"), law(status="repealed")], Form.PROPOSED),
        ([law(status="suspended")], Form.PROPOSED),
        ([law(status="struck-down")], Form.ENDED),
    ],
)
def test_a_jurisdiction_has_it_in_the_strongest_form_that_stands(laws, form):
    (holder,) = found(*laws).holders
    assert holder.form == form


def test_by_status_what_is_in_force_is_told_from_what_is_adopted():
    assert found(law(), by=By.STATUS).holders[0].form == Form.IN_FORCE
    assert found(law(status="adopted"), by=By.STATUS).holders[0].form == Form.ADOPTED


def test_of_one_status_only_what_has_it_is_shown_with_its_force():
    everywhere = found(
        law(status="repealed"), law(), law(LT), law(CALIFORNIA, "voluntary", "repealed"), status="repealed"
    )
    assert {holder.place: holder.form for holder in everywhere.holders} == {
        BR: Form.BINDING,
        CALIFORNIA: Form.VOLUNTARY,
    }
    assert [len(holder.counted) for holder in everywhere.holders] == [1, 1]
    assert everywhere.drawn["US"].form == Form.PART


def test_what_the_union_has_repealed_or_proposed_binds_no_member():
    for status in ("repealed", "proposed"):
        assert found(law(EU, status=status), status=status).drawn == {}
    assert "PL" in found(law(EU), status="in-force").drawn


def test_members_of_the_union_without_law_of_their_own_are_marked_as_bound_by_its_law():
    drawn = found(law(EU), law(LT, "voluntary")).drawn
    assert (drawn["PL"].form, drawn["PL"].through) == (Form.UNION, EU)
    assert drawn["LT"].form == Form.VOLUNTARY
    assert "GB" not in drawn


def test_a_repealed_law_of_a_member_gives_way_to_the_law_of_the_union():
    assert found(law(EU), law(LT, status="repealed")).drawn["LT"].form == Form.UNION


def test_what_the_union_only_recommends_binds_no_member():
    assert "PL" not in found(law(EU, "voluntary")).drawn
    assert "PL" not in found(law(EU, status="proposed")).drawn


def test_other_bodies_stand_in_the_table_and_not_on_the_map():
    everywhere = found(law(AFRICAN_UNION))
    assert everywhere.drawn == {}
    assert [holder.place for holder in everywhere.holders] == [AFRICAN_UNION]


def test_a_country_of_which_a_part_alone_has_it_is_marked_as_that():
    assert found(law(CALIFORNIA)).drawn["US"].form == Form.PART
    assert found(law(CALIFORNIA), law(US)).drawn["US"].form == Form.BINDING
    assert found(law(CALIFORNIA, status="struck-down")).drawn == {}


def test_where_somebody_looked_and_found_nothing_the_day_is_said():
    absent = Missing(LT, date(2025, 3, 1))
    (holder,) = found(missing=[absent]).holders
    assert (holder.form, holder.checked_on) == (Form.ABSENT, date(2025, 3, 1))
    assert [holder.form for holder in found(law(LT), missing=[absent]).holders] == [Form.BINDING]


def test_the_binding_ones_are_counted():
    everywhere = found(law(BR), law(LT, "voluntary"), law(US, status="repealed"))
    assert (len(everywhere.having), everywhere.binding) == (2, 1)


def test_years_say_what_began_and_what_ended():
    years = by_year([law(), law(status="repealed", ended="2023-05"), law(adopted="", in_force="2021-01-01")])
    assert [(year.year, len(year.began), len(year.ended)) for year in years] == [
        ("2020", 2, 0),
        ("2021", 1, 0),
        ("2023", 0, 1),
    ]


def test_what_is_not_dated_is_in_no_year():
    assert by_year([law(adopted="", in_force="")]) == ()


def test_a_small_state_has_a_dot_and_every_country_that_has_something_a_shape():
    singapore = Place("SG", "Singapore", "/sg/", "country")
    picture = draw(found(law(singapore), law(EU)))
    shapes = {shape.place.code: shape for shape in picture.shapes}
    assert shapes["SG"].dot
    assert sum(shape.form == Form.UNION for shape in picture.shapes) == 27
    assert {form: number for form, _, number in picture.forms} == {"binding": 1, "union": 27}


def test_a_shape_says_in_words_what_it_shows_and_leads_to_those_who_made_the_law():
    (shape,) = [shape for shape in draw(found(law(EU))).shapes if shape.title.startswith("Malta")]
    assert shape.title == "Malta: Bound by the law of a body that it belongs to (European Union)"
    assert shape.place.code == "EU"


def test_a_place_that_no_map_knows_is_left_out():
    assert draw(found(law(Place("QQ", "Nowhere", "/qq/", "country")))).shapes == ()


def test_all_members_of_the_united_nations_can_be_drawn():
    world = json.loads((places.DATA / "world.json").read_text())
    drawn = {*world["paths"], *world["dots"]}
    dependencies = {"BQ", "BV", "CC", "CX", "GF", "GI", "GP", "MQ", "RE", "SJ", "TF", "TK", "UM", "YT", "AQ"}
    m49 = json.loads((places.DATA / "m49.json").read_text())
    countries = {code for subregions in m49.values() for row in subregions.values() for code in row.split()}
    assert countries - drawn <= dependencies


def test_what_cannot_be_told_to_have_been_there_holds_nothing_and_is_named():
    unsure = law(LT, status="", adopted="2025", is_certain=False)
    everywhere = found(law(), unsure)
    assert [holder.place for holder in everywhere.holders] == [BR]
    assert everywhere.untold == (unsure,)
    assert set(everywhere.drawn) == {"BR"}
    assert by_year([unsure]) == ()
