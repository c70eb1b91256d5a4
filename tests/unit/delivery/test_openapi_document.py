"""What is kept of the description of the API, from one release to the next."""

from app.delivery.openapi import openapi_document


def test_each_document_is_made_of_what_was_read_once(client):
    site = client.app.app.app

    first = openapi_document(site)
    first["paths"].clear()
    first["info"]["title"] = "Another debate"

    second = openapi_document(site)
    assert "/claims.json" in second["paths"]
    assert second["info"]["title"] != "Another debate"
