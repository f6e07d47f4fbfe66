"""A form as it stands in a page: its hidden fields, what is chosen in it, what can be chosen."""

import html.parser
import urllib.parse

import town as towns


class Form:
    TYPE = {"Content-Type": "application/x-www-form-urlencoded"}

    def __init__(self, action):
        self.action = action
        self.fields = {}  # what is sent, by name
        self.choices = {}  # name to the values of its radio buttons
        self.names = set()  # every field that there is

    @classmethod
    def in_page(cls, page, path):
        """The first form of the page that posts to this path."""
        reader = _Reader(path)
        reader.feed(page.decode())
        if reader.form is None:
            raise towns.ProgramFailed(f"There is no form that posts to {path}.")
        return reader.form

    def type(self, name, text):
        if name not in self.names:
            raise towns.ProgramFailed(f"The form has no field {name}, only {', '.join(sorted(self.names))}.")
        self.fields[name] = text

    def choose_first(self, name):
        self.type(name, self.choices[name][0])

    def encoded(self):
        return urllib.parse.urlencode(self.fields)


class _Reader(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path, self.form, self._inside, self._select = path, None, False, None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form" and self.form is None and found.get("method") == "post" and found.get("action") == self.path:
            self.form, self._inside = Form(self.path), True
        elif self._inside and tag in ("input", "textarea", "select") and found.get("name"):
            self._field(tag, found)
        elif self._inside and tag == "option" and self._select and (self._select not in self.form.fields or "selected" in found):
            self.form.fields[self._select] = found.get("value", "")

    def _field(self, tag, found):
        name, kind = found["name"], found.get("type", "text")
        self.form.names.add(name)
        self._select = name if tag == "select" else None
        if kind == "radio":
            self.form.choices.setdefault(name, []).append(found.get("value", ""))
        if kind not in ("radio", "checkbox") and tag != "select" or "checked" in found:
            self.form.fields[name] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
