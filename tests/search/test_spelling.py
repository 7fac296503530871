"""What a mistyped word may have been meant to be."""

from search.engines.spelling import corrections


def test_a_word_is_corrected_to_the_nearest_that_is_known():
    assert corrections(["depfake"], {"deepfake", "defame"}) == {"depfake": "deepfake"}
    assert corrections(["deepfake", "zebra"], {"deepfake"}) == {}


def test_of_two_that_are_as_near_the_longer_is_meant():
    assert corrections(["commision"], {"comision", "commission"}) == {"commision": "commission"}
