"""What an editor's browser does with a form."""

from bs4 import BeautifulSoup


def form_of(html: str) -> dict:
    """What a browser would send back if nothing were changed in the editing form."""
    form = BeautifulSoup(html, "html.parser").select_one("#page-edit-form")
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name = field["name"]
        if "__prefix__" in name or field.has_attr("disabled"):
            continue
        if field.name == "select":
            values = [option.get("value", option.text) for option in field.select("option[selected]")]
        elif field.name == "textarea":
            values = [field.text.removeprefix("\n")]
        elif field["type"] in ("checkbox", "radio"):
            values = [field.get("value", "on")] if field.has_attr("checked") else []
        elif field["type"] in ("submit", "button", "file"):
            continue
        else:
            values = [field.get("value", "")]
        data.setdefault(name, []).extend(values)
    return {name: values for name, values in data.items() if values}


def edit(admin, page, *, stream=None, **changes):
    """Open the form of a page, change it, and publish."""
    opened = admin.get(f"/admin/pages/{page.pk}/edit/")
    assert opened.status_code == 200
    data = form_of(opened.text) | {name: [value] for name, value in changes.items()} | {"action-publish": ["1"]}
    if stream:
        data |= {f"{stream}-count": ["0"]}
    return admin.post(f"/admin/pages/{page.pk}/edit/", data)
