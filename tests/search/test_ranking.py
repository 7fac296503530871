"""What weighs how much: the rules that both engines share, on numbers alone."""

import pytest

from search.ranking import SAID, said


def test_what_is_filed_under_a_subject_and_says_it_is_raised_by_the_share_of_the_query_that_this_is():
    rare, common = 0.9, 0.3
    assert said(rare, [rare, common]) > said(common, [rare, common]) > 1
    assert said(rare, [rare]) == pytest.approx(1 + SAID)
