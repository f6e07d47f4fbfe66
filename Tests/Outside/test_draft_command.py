"""`alongside draft` as a script types it: without an installation, from standard input."""

import json
import subprocess

import pytest
import town as towns


def typed(message, *arguments):
    command = [towns.PROGRAM, "draft", *arguments]
    return subprocess.run(command, input=message, capture_output=True, timeout=60)


def test_a_message_on_standard_input_becomes_one_object(tmp_path):
    message = "hola soy Rosa, necesito 2 kg de arroz y leche x3 para mañana, 020 7946 0123"
    said = typed(message.encode(), "--json", "--country", "GB")
    assert said.returncode == 0 and said.stderr == b"" and said.stdout.count(b"\n") == 1
    draft = json.loads(said.stdout)
    assert (draft["askOrOffer"]["value"], draft["name"]["value"], draft["language"]["value"]) == ("ask", "Rosa", "es")
    assert draft["phone"] == {"value": "+442079460123", "choices": [{"value": "+442079460123", "found": "020 7946 0123"}]}
    assert [(line["quantity"], line["text"]) for line in draft["lines"]] == [("2 kg", "arroz"), ("3", "leche")]


@pytest.mark.parametrize("message", [b"", b" \n\t", b"\xff\xfe\x00h", b"a" * 1_000_000, bytes(range(256)) * 4_000])
def test_what_is_no_message_ends_with_1_and_one_line(message):
    said = typed(message, "--json")
    assert said.returncode == 1 and said.stdout == b"" and said.stderr.count(b"\n") == 1


@pytest.mark.parametrize("arguments", [["--group", "riverside"], ["--data", "x"], ["--no-such"], ["--data", "x", "--group", "y", "--country", "GB"]])
def test_a_slip_of_the_keyboard_ends_with_2(arguments):
    said = typed(b"hi", "--json", *arguments)
    assert said.returncode == 2 and said.stdout == b"" and said.stderr.count(b"\n") == 1
