"""An address with more in it than can be read is answered in words, whatever the settings."""

import pytest

from django.test import Client

TOO_MANY = "?" + "&".join(f"kind={number}" for number in range(1001))


@pytest.fixture(params=[True, False], ids=["in development", "in production"])
def reader(request, settings):
    settings.DEBUG = request.param
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/search/", "/compare/", "/briefings/comparison.pdf"])
def test_a_page_says_that_the_address_could_not_be_understood(reader, path):
    response = reader.get(path + TOO_MANY)
    assert response.status_code == 400
    assert "This request could not be understood" in response.text


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/compare"])
def test_the_api_says_so_as_data(reader, path):
    response = reader.get(path + TOO_MANY)
    assert response.status_code == 400
    assert response.json() == {"problems": ["The address holds more parameters than can be read."]}
