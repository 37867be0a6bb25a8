"""Whatever a field does not take is answered in our words, where it was typed, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from brmsite.examine import examine
from brmsite.ground.plain import Plain
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.register.schema import check_fields
from brmsite.report import Report, speak
from brmsite.settings import Settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from brmsite.source.yaml_out import write_yaml
from brmsite.source.yaml_text import read_yaml
from tests.conftest import Snapshot
from tests.source.saying import said

PERSON = "records/people/x.yaml"
CUSTOMER = "records/customers/x.yaml"
AGREEMENT = "records/agreements/x.yaml"
MEETING = "records/meetings/x.md"


def person(lines: str) -> tuple[str, str]:
    """A sound person in two lines, with more."""
    return PERSON, f"name: Kari\norg: provider\n{lines}"


def customer(lines: str) -> tuple[str, str]:
    """A sound customer in a line, with more."""
    return CUSTOMER, f"name: X\n{lines}"


def role(more: str) -> tuple[str, str]:
    """A customer with a role in line 3, with more keys."""
    sound = "person: a, role: purchaser, level: tactical, from: 2026-01-01"
    return CUSTOMER, f"name: X\nroles:\n  - {{{sound}, {more}}}\n"


def agreement(
    lines: str = "", replacing: tuple[str, str] = ("", ""), without: str = ""
) -> tuple[str, str]:
    """A sound agreement in ten lines, with more or less."""
    text = """\
title: X
number: A1
type: sla
customer: a
provider: provider
services: [b]
version: 1
state: draft
term: {start: 2026-01-01, renewal: none}
funding: []
"""
    return AGREEMENT, text.replace(*replacing).replace(without, "") + lines


def meeting(keys: str, body: str) -> tuple[str, str]:
    """A sound meeting in eight lines, with more keys, and a text."""
    text = """\
---
title: X
date: 2026-01-01
type: operational
level: tactical
customers: [a]
state: held
"""
    return MEETING, f"{text}{keys}---\n{body}"


CASES: dict[str, tuple[tuple[str, str], str]] = {
    "text that is true": (
        person("job_title: true\n"),
        """\
3:12-3:16 error[wrong-type] `job_title` must be text, but this is `true`
  help: put it in quotes
  field: job_title
""",
    ),
    "text that is a list": (
        person("job_title: [a, b]\n"),
        """\
3:12-3:18 error[wrong-type] `job_title` must be text, but this is a list
  field: job_title
""",
    ),
    "text that is a mapping": (
        person("job_title: {a: b}\n"),
        """\
3:12-3:18 error[wrong-type] `job_title` must be text, but this is a mapping of keys
  field: job_title
""",
    ),
    "an item without a value": (
        customer("tags: [a, null]\n"),
        """\
2:11-2:15 error[wrong-type] `tags[1]` must be text, but this is empty
  field: tags[1]
""",
    ),
    "text that is empty": (
        person("job_title: ''\n"),
        """\
3:12-3:14 error[bad-value] `job_title` must not be empty
  help: write a value, or leave it out
  field: job_title
""",
    ),
    "a flag that is a word": (
        customer("decides_budget: yes\n"),
        """\
2:17-2:20 error[wrong-type] `decides_budget` must be `true` or `false`, but this is text
  help: write `true`, without quotes
  field: decides_budget
""",
    ),
    "a flag in capitals": (
        customer("decides_budget: True\n"),
        """\
2:17-2:21 error[wrong-type] `decides_budget` must be `true` or `false`, but this is text
  help: write `true`, without quotes
  field: decides_budget
""",
    ),
    "a flag that is a number": (
        customer("decides_budget: 1\n"),
        """\
2:17-2:18 error[wrong-type] `decides_budget` must be `true` or `false`, but this is a number
  field: decides_budget
""",
    ),
    "a flag in quotes": (
        customer("decides_budget: 'true'\n"),
        """\
2:17-2:23 error[wrong-type] `decides_budget` must be `true` or `false`, but this is text
  help: write `true`, without quotes
  field: decides_budget
""",
    ),
    "a whole number that is a word": (
        customer("users: many\n"),
        """\
2:8-2:12 error[wrong-type] `users` must be a whole number, but this is text
  field: users
""",
    ),
    "a whole number with decimals": (
        customer("users: 1.5\n"),
        """\
2:8-2:11 error[wrong-type] `users` must be a whole number, but this is a number with decimals
  field: users
""",
    ),
    "a whole number in quotes": (
        customer('users: "420"\n'),
        """\
2:8-2:13 error[wrong-type] `users` must be a whole number, but this is text in quotes
  help: leave the quotes out
  field: users
""",
    ),
    "a whole number that begins with zero": (
        customer("users: 0420\n"),
        """\
2:8-2:12 error[wrong-type] `users` must be a whole number, but this begins with a zero
  help: write `420`
  field: users
""",
    ),
    "a whole number with gaps": (
        customer("users: 1 420\n"),
        """\
2:8-2:13 error[wrong-type] `users` must be a whole number, but this is text
  help: write it without gaps: `1420`
  field: users
""",
    ),
    "a whole number that is true": (
        customer("users: true\n"),
        """\
2:8-2:12 error[wrong-type] `users` must be a whole number, but this is `true`
  field: users
""",
    ),
    "a whole number that is a list": (
        customer("users: [1]\n"),
        """\
2:8-2:11 error[wrong-type] `users` must be a whole number, but this is a list
  field: users
""",
    ),
    "a whole number too long": (
        customer("users: 12345678901234567890\n"),
        """\
2:8-2:28 error[wrong-type] `users` must be a whole number, but this has too many digits
  field: users
""",
    ),
    "a whole number below zero": (
        customer("users: -1\n"),
        """\
2:8-2:10 error[bad-value] `users` must be at least 0, but this is -1
  field: users
""",
    ),
    "more months than there are": (
        customer("survey_months: 1201\n"),
        """\
2:16-2:20 error[bad-value] `survey_months` must be at most 1200, but this is 1201
  field: survey_months
""",
    ),
    "a score too high": (
        customer("pulse: {score: 6, on: 2026-01-01}\n"),
        """\
2:16-2:17 error[bad-value] `score` must be at most 5, but this is 6
  field: pulse.score
""",
    ),
    "a score too low": (
        customer("pulse: {score: 0, on: 2026-01-01}\n"),
        """\
2:16-2:17 error[bad-value] `score` must be at least 1, but this is 0
  field: pulse.score
""",
    ),
    "a sum with a point and three digits": (
        agreement("annual_cost: 90.000\n"),
        """\
11:14-11:20 error[bad-value] `annual_cost` can be read in two ways: `90000` or `90.00`
  here: does this point stand between thousands?
  help: write `90000`, or `90.00` if decimals are meant
  field: annual_cost
""",
    ),
    "a limit with a point and three digits": (
        role("mandate: {decide: true, fund: true, services: all, limit: {amount: 150.250}}"),
        """\
3:136-3:143 error[bad-value] `amount` can be read in two ways: `150250` or `150.25`
  here: does this point stand between thousands?
  help: write `150250`, or `150.25` if decimals are meant
  field: roles[0].mandate.limit.amount
""",
    ),
    "a sum with a point and three digits that all count": (
        agreement("annual_cost: 1.125\n"),
        """\
11:14-11:19 error[bad-value] `annual_cost` can be read in two ways: `1125` or `1.1250`
  here: does this point stand between thousands?
  help: write `1125`, or `1.1250` if decimals are meant
  field: annual_cost
""",
    ),
    "a number that is a word": (
        agreement("annual_cost: plenty\n"),
        """\
11:14-11:20 error[wrong-type] `annual_cost` must be a number, but this is text
  help: write digits, with a point before decimals: `1250.50`
  field: annual_cost
""",
    ),
    "a number with a comma": (
        agreement("annual_cost: 1,5\n"),
        """\
11:14-11:17 error[wrong-type] `annual_cost` must be a number, but this is text
  help: write digits, with a point before decimals: `1250.50`
  field: annual_cost
""",
    ),
    "a number with gaps": (
        agreement("annual_cost: 1'250'000.50\n"),
        """\
11:14-11:26 error[wrong-type] `annual_cost` must be a number, but this is text
  help: write it without gaps: `1250000.50`
  field: annual_cost
""",
    ),
    "a number with an exponent": (
        agreement("annual_cost: 1e3\n"),
        """\
11:14-11:17 error[wrong-type] `annual_cost` must be a number, but this is text
  help: write digits, with a point before decimals: `1250.50`
  field: annual_cost
""",
    ),
    "a number that begins with zeros": (
        agreement("annual_cost: 007.50\n"),
        """\
11:14-11:20 error[wrong-type] `annual_cost` must be a number, but this begins with a zero
  help: write `7.50`
  field: annual_cost
""",
    ),
    "a number in quotes": (
        agreement("annual_cost: '1250'\n"),
        """\
11:14-11:20 error[wrong-type] `annual_cost` must be a number, but this is text in quotes
  help: leave the quotes out
  field: annual_cost
""",
    ),
    "a number below zero": (
        agreement("annual_cost: -0.01\n"),
        """\
11:14-11:19 error[bad-value] `annual_cost` must be at least 0, but this is -0.01
  field: annual_cost
""",
    ),
    "a share above a hundred": (
        agreement("workload_limits: [{measure: m, alert_at_pct: 101}]\n"),
        """\
11:46-11:49 error[bad-value] `alert_at_pct` must be at most 100, but this is 101
  field: workload_limits[0].alert_at_pct
""",
    ),
    "a list that is a word": (
        customer("tags: warehouse\n"),
        """\
2:7-2:16 error[wrong-type] `tags` must be a list, but this is text
  help: write it in brackets: `[warehouse]`
  field: tags
""",
    ),
    "a list that is text in quotes": (
        customer("tags: 'a, b'\n"),
        """\
2:7-2:13 error[wrong-type] `tags` must be a list, but this is text
  help: begin each item of the list with `- `
  field: tags
""",
    ),
    "a list that is a mapping": (
        customer("roles: {person: a}\n"),
        """\
2:8-2:19 error[wrong-type] `roles` must be a list, but this is a mapping of keys
  help: begin each item of the list with `- `
  field: roles
""",
    ),
    "a list that is a number": (
        customer("outcomes: 12\n"),
        """\
2:11-2:13 error[wrong-type] `outcomes` must be a list, but this is a number
  help: write it in brackets: `[12]`
  field: outcomes
""",
    ),
    "parts that are a word": (
        customer("pulse: good\n"),
        """\
2:8-2:12 error[wrong-type] `pulse` must be a mapping of keys, but this is text
  field: pulse
""",
    ),
    "parts that are a list": (
        customer("pulse: [4]\n"),
        """\
2:8-2:11 error[wrong-type] `pulse` must be a mapping of keys, but this is a list
  field: pulse
""",
    ),
    "parts that are empty text": (
        customer('pulse: ""\n'),
        """\
2:8-2:10 error[wrong-type] `pulse` must be a mapping of keys, but this is text
  field: pulse
""",
    ),
    "custom that is a list": (
        customer("custom: [a]\n"),
        """\
2:9-2:12 error[wrong-type] `custom` must be a mapping of keys, but this is a list
  field: custom
""",
    ),
    "a day that does not exist": (
        person("to: 2027-02-31\n"),
        """\
3:5-3:15 error[bad-date] `2027-02-31` is not a date in the calendar
  help: did you mean 2027-02-28?
  field: to
""",
    ),
    "a day in a leap year": (
        person("to: 2028-02-30\n"),
        """\
3:5-3:15 error[bad-date] `2028-02-30` is not a date in the calendar
  help: did you mean 2028-02-29?
  field: to
""",
    ),
    "a month that does not exist": (
        person("to: 2027-13-01\n"),
        """\
3:5-3:15 error[bad-date] `2027-13-01` is not a date in the calendar
  help: the month is a number from 01 to 12
  field: to
""",
    ),
    "a day zero": (
        person("to: 2027-04-00\n"),
        """\
3:5-3:15 error[bad-date] `2027-04-00` is not a date in the calendar
  help: did you mean 2027-04-01?
  field: to
""",
    ),
    "a day in another order": (
        person("to: 31.12.2026\n"),
        """\
3:5-3:15 error[bad-date] `31.12.2026` is not a date
  help: write year, month and day: `2026-12-31`
  field: to
""",
    ),
    "a day with slashes that can mean one day only": (
        person("to: 25/12/2026\n"),
        """\
3:5-3:15 error[bad-date] `25/12/2026` is not a date
  help: write year, month and day: `2026-12-25`
  field: to
""",
    ),
    "a day with slashes that can mean two": (
        person("to: 3/4/2026\n"),
        """\
3:5-3:13 error[bad-date] `3/4/2026` is not a date
  help: write year, month and day: `2026-03-11`
  field: to
""",
    ),
    "a day without zeros": (
        person("to: 2026-4-1\n"),
        """\
3:5-3:13 error[bad-date] `2026-4-1` is not a date
  help: write year, month and day: `2026-04-01`
  field: to
""",
    ),
    "a day without dashes": (
        person("to: 20260401\n"),
        """\
3:5-3:13 error[bad-date] `20260401` is not a date
  help: write year, month and day: `2026-04-01`
  field: to
""",
    ),
    "a day with a time": (
        person("to: 2026-04-01T10:00:00Z\n"),
        """\
3:5-3:25 error[bad-date] `2026-04-01T10:00:00Z` is not a date
  help: write year, month and day: `2026-04-01`
  field: to
""",
    ),
    "a word for a day": (
        person("to: tomorrow\n"),
        """\
3:5-3:13 error[bad-date] `tomorrow` is not a date
  help: write year, month and day: `2026-03-11`
  field: to
""",
    ),
    "a year for a day": (
        person("to: 2026\n"),
        """\
3:5-3:9 error[bad-date] `2026` is not a date
  help: write year, month and day: `2026-03-11`
  field: to
""",
    ),
    "a day that is true": (
        person("to: true\n"),
        """\
3:5-3:9 error[wrong-type] `to` must be a date, but this is `true`
  help: write year, month and day: `2026-03-11`
  field: to
""",
    ),
    "a day that is a list": (
        person("to: [2026-04-01]\n"),
        """\
3:5-3:17 error[wrong-type] `to` must be a date, but this is a list
  help: write year, month and day: `2026-03-11`
  field: to
""",
    ),
    "a word misspelt": (
        agreement("level: costumer\n"),
        """\
11:8-11:16 error[not-allowed-value] `costumer` is not an allowed `level`, did you mean `customer`?
  here: allowed: corporate, customer, service
  help: change it to `customer`
  field: level
""",
    ),
    "a word unlike any": (
        agreement("level: galactic\n"),
        """\
11:8-11:16 error[not-allowed-value] `galactic` is not an allowed `level`
  here: allowed: corporate, customer, service
  field: level
""",
    ),
    "a word in capitals": (
        agreement("level: Customer\n"),
        """\
11:8-11:16 error[not-allowed-value] `Customer` is not an allowed `level`, did you mean `customer`?
  here: allowed: corporate, customer, service
  help: change it to `customer`
  field: level
""",
    ),
    "a word that is a list": (
        agreement("level: [customer]\n"),
        """\
11:8-11:18 error[wrong-type] `level` must be one of its allowed words, but this is a list
  here: allowed: corporate, customer, service
  field: level
""",
    ),
    "a word that is true": (
        agreement("level: true\n"),
        """\
11:8-11:12 error[wrong-type] `level` must be one of its allowed words, but this is `true`
  here: allowed: corporate, customer, service
  field: level
""",
    ),
    "a very long word": (
        agreement("level: " + "x" * 200 + "\n"),
        """\
11:8-11:208 error[not-allowed-value] `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...` is not an allowed `level`
  here: allowed: corporate, customer, service
  field: level
""",
    ),
    "an item that is not allowed": (
        agreement(
            "targets: [{id: t, service: b, metric: m, description: d, operator: =>, value: 1, unit: u, window: month, method: m}]\n"
        ),
        """\
11:68-11:70 error[not-allowed-value] `=>` is not an allowed `operator`, did you mean `>=`?
  here: allowed: >=, <=, =
  help: change it to `>=`
  field: targets[0].operator
""",
    ),
    "an e-mail address without a name": (
        person("email: example.org\n"),
        """\
3:8-3:19 error[bad-value] `email` must be an e-mail address
  here: this is not: example.org
  field: email
""",
    ),
    "a web address without a scheme": (
        customer("documents: [{url: example.org/a}]\n"),
        """\
2:19-2:32 error[bad-value] `url` must be a web address that begins with `http://` or `https://`
  here: this is not: example.org/a
  field: documents[0].url
""",
    ),
    "a web address of another scheme": (
        customer("documents: [{url: 'javascript:alert(1)'}]\n"),
        """\
2:19-2:40 error[bad-value] `url` must be a web address that begins with `http://` or `https://`
  here: this is not: javascript:alert(1)
  field: documents[0].url
""",
    ),
    "a web address with a bad port": (
        customer("documents: [{url: 'http://[::1'}]\n"),
        """\
2:19-2:32 error[bad-value] `url` must be a web address that begins with `http://` or `https://`
  here: this is not: http://[::1
  field: documents[0].url
""",
    ),
    "a path that leads outside": (
        customer("documents: [{path: ../../etc/passwd}]\n"),
        """\
2:20-2:36 error[bad-value] `path` must be a path relative to the record's folder, without `..`
  here: this is not: ../../etc/passwd
  field: documents[0].path
""",
    ),
    "an absolute path": (
        customer("documents: [{path: /etc/passwd}]\n"),
        """\
2:20-2:31 error[bad-value] `path` must be a path relative to the record's folder, without `..`
  here: this is not: /etc/passwd
  field: documents[0].path
""",
    ),
    "a path of Windows": (
        customer("documents: [{path: 'x.files\\a.pdf'}]\n"),
        """\
2:20-2:35 error[bad-value] `path` must be a path relative to the record's folder, without `..`
  here: this is not: x.files\\a.pdf
  field: documents[0].path
""",
    ),
    "a digest that is too short": (
        customer("documents: [{path: x.files/a.pdf, sha256: 9f86}]\n"),
        """\
2:43-2:47 error[bad-value] `sha256` must be 64 hexadecimal digits, the SHA-256 digest of the file
  here: this is not: 9f86
  field: documents[0].sha256
""",
    ),
    "a currency in small letters": (
        role("mandate: {limit: {amount: 1, currency: eur}}"),
        """\
3:108-3:111 error[bad-value] `currency` must be a currency code of three capital letters, such as `EUR`
  here: this is not: eur
  field: roles[0].mandate.limit.currency
""",
    ),
    "a short name with a space": (
        agreement(
            "targets: [{id: t 1, service: b, metric: m, description: d, operator: '>=', value: 1, unit: u, window: month, method: m}]\n"
        ),
        """\
11:16-11:19 error[bad-value] `id` must be a short name: letters, digits, dots and dashes, no spaces
  here: this is not: t 1
  field: targets[0].id
""",
    ),
    "a former id that is none": (
        customer("aliases: [Old Name]\n"),
        """\
2:11-2:19 error[bad-value] `aliases[0]` must be an id: lower case letters, digits and single dashes
  here: this is not: Old Name
  field: aliases[0]
""",
    ),
    "services that are a word but not all": (
        role("mandate: {services: al}"),
        """\
3:89-3:91 error[not-allowed-value] `al` is not an allowed `services`, did you mean `all`?
  here: allowed: all
  help: change it to `all`
  field: roles[0].mandate.services
""",
    ),
    "services that are a mapping": (
        role("mandate: {services: {a: b}}"),
        """\
3:89-3:95 error[wrong-type] `services` must be one of its allowed words, but this is a mapping of keys
  here: allowed: all
  field: roles[0].mandate.services
""",
    ),
    "an item of services that is true": (
        role("mandate: {services: [wms, true]}"),
        """\
3:95-3:99 error[wrong-type] `services[1]` must be text, but this is `true`
  help: put it in quotes
  field: roles[0].mandate.services[1]
""",
    ),
    "exceptions that are another word": (
        agreement("exceptions: nothing\n"),
        """\
11:13-11:20 error[not-allowed-value] `nothing` is not an allowed `exceptions`
  here: allowed: none
  field: exceptions
""",
    ),
    "an empty exception": (
        agreement("exceptions: ['']\n"),
        """\
11:14-11:16 error[bad-value] `exceptions[0]` must not be empty
  help: write a value, or leave it out
  field: exceptions[0]
""",
    ),
    "a key misspelt": (
        customer("tierr: a\n"),
        """\
2:1-2:6 error[unknown-key] unknown key `tierr`, did you mean `tier`?
  help: change it to `tier`
  field: tierr
""",
    ),
    "a key misspelt and its value wrong": (
        customer("tierr: d\n"),
        """\
2:1-2:6 error[unknown-key] unknown key `tierr`, did you mean `tier`?
  help: change it to `tier`
  field: tierr
2:8-2:9 error[not-allowed-value] `d` is not an allowed `tier`
  here: allowed: a, b, c
  field: tierr
""",
    ),
    "a key with a dash": (
        customer("cost-centers: [a]\n"),
        """\
2:1-2:13 error[unknown-key] unknown key `cost-centers`, did you mean `cost_centers`?
  help: change it to `cost_centers`
  field: cost-centers
""",
    ),
    "a key in capitals": (
        customer("Tier: a\n"),
        """\
2:1-2:5 error[unknown-key] unknown key `Tier`, did you mean `tier`?
  help: change it to `tier`
  field: Tier
""",
    ),
    "a key unlike any": (
        customer("colour: red\n"),
        """\
2:1-2:7 error[unknown-key] unknown key `colour`
  field: colour
""",
    ),
    "a key unlike any in a small part": (
        customer("pulse: {score: 4, on: 2026-01-01, colour: red}\n"),
        """\
2:35-2:41 error[unknown-key] unknown key `colour`
  help: known keys here: score, by, on, reason
  field: pulse.colour
""",
    ),
    "a key that is there already": (
        customer("tier: a\ntierr: b\n"),
        """\
3:1-3:6 error[unknown-key] unknown key `tierr`, did you mean `tier`?
  help: `tier` is already there: delete one of the two
  field: tierr
""",
    ),
    "two keys misspelt for one": (
        customer("tierr: a\ntierx: b\n"),
        """\
2:1-2:6 error[unknown-key] unknown key `tierr`, did you mean `tier`?
  help: change it to `tier`
  field: tierr
3:1-3:6 error[unknown-key] unknown key `tierx`, did you mean `tier`?
  help: `tier` is already there: delete one of the two
  field: tierx
""",
    ),
    "the id": (
        customer("id: x\n"),
        """\
2:1-2:3 error[unknown-key] unknown key `id`
  help: delete the line: the name of the file is the id
  field: id
""",
    ),
    "a misspelt key below a misspelt key": (
        customer("pulze: {scor: 4, on: 2026-01-01}\n"),
        """\
2:1-2:6 error[unknown-key] unknown key `pulze`, did you mean `pulse`?
  help: change it to `pulse`
  field: pulze
2:9-2:13 error[unknown-key] unknown key `scor`, did you mean `score`?
  help: change it to `score`
  field: pulze.scor
""",
    ),
    "a misspelt key below a list": (
        role("mandat: {decid: true}"),
        """\
3:69-3:75 error[unknown-key] unknown key `mandat`, did you mean `mandate`?
  help: change it to `mandate`
  field: roles[0].mandat
3:78-3:83 error[unknown-key] unknown key `decid`, did you mean `decide`?
  help: change it to `decide`
  field: roles[0].mandat.decid
""",
    ),
    "a required key misspelt": (
        (CUSTOMER, "nme: X\n"),
        """\
1:1-1:4 error[unknown-key] unknown key `nme`, did you mean `name`?
  help: change it to `name`
  field: nme
""",
    ),
    "a required key misspelt and without a value": (
        (CUSTOMER, "nme:\n"),
        """\
1:1-1:4 error[unknown-key] unknown key `nme`, did you mean `name`?
  help: change it to `name`
  field: nme
""",
    ),
    "an unknown key without a value": (
        customer("colour:\n"),
        """\
2:1-2:7 error[unknown-key] unknown key `colour`
  field: colour
""",
    ),
    "an unknown key without a value below an item": (
        role("colour: "),
        """\
3:69-3:75 error[unknown-key] unknown key `colour`
  help: known keys here: person, role, level, from, to, deputy, mandate
  field: roles[0].colour
""",
    ),
    "a misspelt key without a value": (
        customer("tierr:\n"),
        """\
2:1-2:6 error[unknown-key] unknown key `tierr`, did you mean `tier`?
  help: change it to `tier`
  field: tierr
""",
    ),
    "a key without a value that may be left out": (
        customer("tier:\n"),
        "",
    ),
    "a key of ours under custom": (
        customer("custom: {tierr: 1, x: }\n"),
        """\
2:10-2:15 error[unknown-key] unknown key `tierr`
  help: declare it under `custom_fields` in the settings
  field: custom.tierr
2:20-2:21 error[unknown-key] unknown key `x`
  help: declare it under `custom_fields` in the settings
  field: custom.x
""",
    ),
    "a missing key": (
        agreement(replacing=("customer: a\n", "")),
        """\
the file error[missing-key] agreement needs `customer`
  here: an agreement must have `customer`
  help: add, for example:  customer: logistics
  field: customer
""",
    ),
    "several missing keys": (
        (AGREEMENT, "title: X\nnumber: A1\ntype: sla\n"),
        """\
the file error[missing-key] agreement needs `customer`, `provider`, `services`, `version`, `state`, `term` and `funding`
  here: an agreement must have `customer`, `provider`, `services`, `version`, `state`, `term` and `funding`
  help: add, for example:  customer: logistics
  field: customer
""",
    ),
    "all keys missing": (
        (CUSTOMER, "# nothing yet\n"),
        """\
the file error[missing-key] customer needs `name`
  here: a customer must have `name`
  help: add, for example:  name: Logistics Division
  field: name
""",
    ),
    "a required key without a value": (
        agreement(replacing=("customer: a", "customer:")),
        """\
4:1-4:9 error[missing-key] `customer` has no value
  here: write a value behind the colon
  help: add, for example:  customer: logistics
  field: customer
""",
    ),
    "a required key that is null": (
        agreement(replacing=("customer: a", "customer: null")),
        """\
4:1-4:9 error[missing-key] `customer` has no value
  here: write a value behind the colon
  help: add, for example:  customer: logistics
  field: customer
""",
    ),
    "keys without a value and keys missing": (
        agreement(replacing=("customer: a", "customer:"), without="state: draft\n"),
        """\
the file error[missing-key] agreement needs `state`
  here: an agreement must have `state`
  help: add, for example:  state: active
  field: state
4:1-4:9 error[missing-key] `customer` has no value
  here: write a value behind the colon
  help: add, for example:  customer: logistics
  field: customer
""",
    ),
    "a missing key of a part": (
        agreement(replacing=(", renewal: none", "")),
        """\
9:1-9:5 error[missing-key] `term` needs `renewal`
  here: `term` must have `renewal`
  help: add, for example:  renewal: tacit
  field: term.renewal
""",
    ),
    "a missing key of an item": (
        customer("services:\n  - service: wms\n"),
        """\
3:5-3:17 error[missing-key] `services[0]` needs `since`
  here: `services[0]` must have `since`
  help: add, for example:  since: 2024-03-01
  field: services[0].since
""",
    ),
    "missing keys of an item without any": (
        customer("services:\n  - {}\n"),
        """\
3:5-3:7 error[missing-key] `services[0]` needs `service` and `since`
  here: `services[0]` must have `service` and `since`
  help: add, for example:  service: wms
  field: services[0].service
""",
    ),
    "a part without anything": (
        agreement(replacing=("{start: 2026-01-01, renewal: none}", "{}")),
        """\
9:1-9:5 error[missing-key] `term` needs `start` and `renewal`
  here: `term` must have `start` and `renewal`
  help: add, for example:  start: 2026-01-01
  field: term.start
""",
    ),
    "a missing key with a big example": (
        agreement(replacing=("term: {start: 2026-01-01, renewal: none}\n", "")),
        """\
the file error[missing-key] agreement needs `term`
  here: an agreement must have `term`
  help: add, for example:  term: {start: 2026-01-01, months: 24, renewal: tacit, renewal_months: 12, notice_months: 3}
  field: term
""",
    ),
    "an action without a due day": (
        meeting("", "\n- [ ] (a1) @k: c\n"),
        """\
10:7-10:17 error[missing-key] `a1` needs `due`
  here: `a1` must have `due`
  help: write by when before the colon: `due 2026-04-15`
  field: actions[0].due
""",
    ),
    "an action without anything": (
        meeting("", "\n- [ ] (a1)\n"),
        """\
10:7-10:11 error[missing-key] `a1` needs `text`, `owner` and `due`
  here: `a1` must have `text`, `owner` and `due`
  help: write what it is about behind the colon
  field: actions[0].text
""",
    ),
    "a decision without a person": (
        meeting("", "\n- **Decision** (d1): c\n"),
        """\
10:16-10:23 error[missing-key] `d1` needs `by`
  here: `d1` must have `by`
  help: write who decided before the colon: `@p-lind`
  field: decisions[0].by
""",
    ),
    "a due day that is none": (
        meeting("", "\n- [ ] (a1) @k due 2026-04-31: c\n"),
        """\
10:19-10:29 error[bad-date] `2026-04-31` is not a date in the calendar
  help: did you mean 2026-04-30?
  field: actions[0].due
""",
    ),
    "a kind of decision that is none": (
        meeting("", "\n- **Decision** (d1) @k kind finding: c\n"),
        """\
10:29-10:36 error[not-allowed-value] `finding` is not an allowed `kind`, did you mean `funding`?
  here: allowed: agreement, funding, priority, change, other
  help: change it to `funding`
  field: decisions[0].kind
""",
    ),
    "an id that is none": (
        meeting("", "\n- [ ] (a/1) @k due 2026-04-30: c\n"),
        """\
10:8-10:11 error[bad-value] `id` must be a short name: letters, digits, dots and dashes, no spaces
  here: this is not: a/1
  field: actions[0].id
""",
    ),
    "a word that only decisions take": (
        meeting("", "\n- [ ] (a1) @k due 2026-04-30 refs a/b: c\n"),
        """\
10:35-10:38 error[unknown-key] unknown key `refs`
  help: known keys here: id, text, owner, due, state, closed, outcome, improves
  field: actions[0].refs
""",
    ),
    "actions in both places": (
        meeting("actions:\n  - {id: a1, text: c, owner: k, state: open}\n", "\n- [ ] (a2) @k: d\n"),
        """\
9:5-9:45 error[missing-key] `actions[0]` needs `due`
  here: `actions[0]` must have `due`
  help: add, for example:  due: 2026-04-15
  field: actions[0].due
12:7-12:17 error[missing-key] `a2` needs `due`
  here: `a2` must have `due`
  help: write by when before the colon: `due 2026-04-15`
  field: actions[1].due
""",
    ),
    "actions that are no list": (
        meeting("actions: none\n", "\n- [ ] (a2) @k: d\n"),
        """\
8:10-8:14 error[wrong-type] `actions` must be a list, but this is text
  help: write it in brackets: `[none]`
  field: actions
""",
    ),
    "several faults of one record": (
        (PERSON, "name: true\norgg: provider\nemail: x\nto: 2026-02-31\n"),
        """\
1:7-1:11 error[wrong-type] `name` must be text, but this is `true`
  help: put it in quotes
  field: name
2:1-2:5 error[unknown-key] unknown key `orgg`, did you mean `org`?
  help: change it to `org`
  field: orgg
3:8-3:9 error[bad-value] `email` must be an e-mail address
  here: this is not: x
  field: email
4:5-4:15 error[bad-date] `2026-02-31` is not a date in the calendar
  help: did you mean 2026-02-28?
  field: to
""",
    ),
}


def register_of(path: str, text: str) -> Register:
    return assemble([parse(SourceFile(path, text.encode()))], all_kinds())


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_answered_in_our_words_where_it_was_typed(name: str) -> None:
    (path, text), expected = CASES[name]
    findings = register_of(path, text).diagnostics
    assert said(*sorted(findings, key=lambda finding: finding.sort_key)) == expected


@pytest.mark.parametrize(
    "sound",
    [person(""), customer(""), role("deputy: b"), agreement(), meeting("", "- [ ] (a) @k due 2026-01-01: c\n")],
    ids=["person", "customer", "role", "agreement", "meeting"],
)  # fmt: skip
def test_what_the_cases_begin_with_is_sound(sound: tuple[str, str]) -> None:
    register = register_of(*sound)
    assert (len(register), register.diagnostics) == (1, ())


# --- What becomes of the record ------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines", ["tierr: a\n", "colour: red\n", "colour:\n", "pulze: {scor: 4, on: 2026-01-01}\n", "id: x\n"]
)  # fmt: skip
def test_an_unknown_key_alone_does_not_make_a_record_vanish(lines: str) -> None:
    register = register_of(*customer(lines))
    assert len(register) == 1
    assert register.diagnostics


def test_a_value_under_a_misspelt_key_counts() -> None:
    register = register_of(*customer("tierr: a\npulze: {scor: 4, on: 2026-01-01}\n"))
    fields: Any = register.records["customers/x"].fields
    assert (fields.tier, fields.pulse.score) == ("a", 4)


def test_a_record_that_does_not_hold_keeps_its_name() -> None:
    register = register_of(*customer("tier: d\n"))
    assert len(register) == 0
    assert register.names == register.broken == {"customers/x"}


def test_both_spellings_of_an_action_give_the_same_fields() -> None:
    typed = meeting(
        """\
actions:
  - {id: a1, text: Restart it, owner: k, due: 2026-04-15, state: done, closed: 2026-04-02, outcome: it runs}
  - {id: a2, text: Ask, owner: p, due: 2026-05-01, state: open, improves: 'agreements/sla#t1'}
decisions:
  - {id: d1, text: Extend it, by: p, kind: funding, refs: [agreements/sla, services/wms]}
""",
        "Text\n",
    )
    written = meeting(
        "",
        """\
- [x] (a1) @k due 2026-04-15: Restart it closed 2026-04-02: it runs
- [ ] (a2) @p due 2026-05-01 improves agreements/sla#t1: Ask
- **Decision** (d1) @p kind funding refs agreements/sla, services/wms: Extend it
""",
    )
    one, other = (register_of(*each) for each in (typed, written))
    assert one.diagnostics == other.diagnostics == ()
    assert one.records["meetings/x"].fields == other.records["meetings/x"].fields


def test_one_record_has_no_more_findings_than_a_person_can_use() -> None:
    unknown = register_of(*customer("".join(f"colour{number}: red\n" for number in range(300))))
    wrong = register_of(*customer(f"tags: [{'true, ' * 300}]\n"))
    missing = register_of(*customer(f"services: [{'{}, ' * 300}]\n"))
    for register in (unknown, wrong, missing):
        assert len(register.diagnostics) == 50
        assert register.diagnostics[-1].message.endswith(" (and 250 more findings in this record)")


# --- All fields ----------------------------------------------------------------------------------

VALUES: tuple[object, ...] = (
    None, True, "", "x", Plain("x"), Plain("a b"), Plain("-1"), Plain("0"), Plain("010"), Plain("1.5"),
    Plain("99999999"), Plain("9" * 30), Plain("2026-01-01"), Plain("2026-02-31"), Plain("http:/"), "../x",
    "x" * 300, (), (None,), (True,), ("",), ("a b",), ((),), ({},), {}, {"x": "1"}, {"1": Plain("-1")},
)  # fmt: skip

UNWANTED = (
    "Input",
    "should",
    "Extra",
    "schema",
    "instance",
    "property",
    "literal",
    "does not hold",
)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_in(field.annotation)
    for argument in get_args(annotation):
        yield from models_in(argument)


MODELS: list[Any] = list(
    dict.fromkeys(
        model
        for root in (*(kind.model for kind in all_kinds().values()), Settings)
        for model in models_in(root)
    )
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_field_is_refused_in_the_words_of_a_library(model: Any) -> None:
    places = read_yaml("").places
    for (name, field), value in product(model.model_fields.items(), VALUES):
        data = {field.alias or name: value}
        for problem in check_fields(model, data, places, "thing").problems:
            told = f"{problem.message} {problem.label} {problem.hint}"
            assert not any(word in told.split() for word in UNWANTED), (data, told)
            assert len(problem.message) < 2_000
            assert problem.message.count("`") % 2 == 0


WORDS = st.sampled_from(
    [
        "",
        "x",
        "true",
        "null",
        "2026-01-01",
        "2026-02-31",
        "-1",
        "1.5",
        "all",
        "none",
        "a b",
        "'1'",
        "[]",
        "{}",
    ]
)
NAMES = [*sorted({key for model in MODELS for key in model.model_fields}), "id", "x"]
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items or [''])}]")
        | st.dictionaries(
            st.sampled_from(NAMES) | st.text("abet", min_size=1), inner, max_size=4
        ).map(lambda data: "{" + ", ".join(f"{key}: {value}" for key, value in data.items()) + "}")
    ),
    max_leaves=10,
)


@given(st.data(), st.sampled_from(sorted(all_kinds())))
def test_any_data_gives_a_record_or_says_why_not(data: st.DataObject, folder: str) -> None:
    model = all_kinds()[folder].model
    keys = [field.alias or name for name, field in model.model_fields.items()]
    typed = data.draw(
        st.dictionaries(st.sampled_from(keys) | st.sampled_from(NAMES), TREES, max_size=6)
    )
    text = "".join(f"{key}: {value}\n" for key, value in typed.items())
    register = register_of(f"records/{folder}/x.yaml", text)
    assert len(register) or register.diagnostics
    for finding in register.diagnostics:
        assert 0 <= finding.span.start.offset <= finding.span.end.offset <= len(text)


@pytest.mark.parametrize("folder", sorted(all_kinds()))
def test_one_letter_wrong_in_a_key_is_one_finding(folder: str) -> None:
    kind = all_kinds()[folder]
    for name, field in kind.model.model_fields.items():
        key = field.alias or name
        if len(key) < 4:
            continue
        slip = f"{key[:2]}{key[3:]}"
        example = write_yaml({slip: "x"})
        checked = check_fields(kind.model, *_data_and_places(example), kind.name)
        unknown = [problem for problem in checked.problems if problem.code == "unknown-key"]
        assert [problem.message for problem in unknown] == [
            f"unknown key `{slip}`, did you mean `{key}`?"
        ]


def _data_and_places(text: str) -> tuple[dict[str, Any], Any]:
    read = read_yaml(text)
    return read.data or {}, read.places


# --- The eight mistakes --------------------------------------------------------------------------

FILES = {
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "people/p-lind.yaml": "name: Petra Lind\norg: logistics\n",
    "customers/logistics.yaml": """\
name: Logistics Division
tier: c
roles:
  - person: p-lind
    role: customer
    level: operational
    from: 2025-01-01
    mandate: {decide: true}
  - {person: k-berg, role: business-relationship-manager, level: operational, from: 2025-01-01}
""",
    # 1 a word that is not allowed; 2 a missing key; 3 a misspelt key
    "agreements/sla-logistics.yaml": """\
title: SLA Logistics
number: AGR-1
type: sla
provider: provider
customer: logistics
state: actve
version: 2
services: []
funding: []
term: {start: 2026-01-01, end: 2026-12-31, renewal: none}
""",
    "agreements/sla-retail.yaml": """\
title: Retail applications
number: AGR-2
type: sla
provider: provider
services: []
version: 1
state: draft
funding: []
term: {start: 2026-01-01, end: 2026-12-31, renewal: none}
""",
    "services/wms.yaml": """\
name: Warehouse management
state: pipeline
type: supporting
description: Knows where every container stands.
onwer: k-berg
""",
    # 4 a word for a number; 5 a day that does not exist
    "agreements/sla-yard.yaml": """\
title: Yard
number: AGR-3
type: sla
provider: provider
customer: logistics
services: []
version: 1
state: draft
funding: []
term:
  start: 2026-01-01
  end: 2027-02-31
  renewal: none
  notice_months: three
""",
    # 6 an id that nobody has; 7 a key written twice; 8 a line indented differently
    "customers/north.yaml": "name: North\nparent: logistcs\n",
    "customers/south.yaml": "name: South\nparent: logistics\nname: South again\n",
    "customers/west.yaml": """\
name: West
parent: logistics
roles:
    - person: k-berg
      role: user-representative
   - person: p-lind
""",
}


def test_the_eight_mistakes_are_answered_as_designed(tmp_path: Path, snapshot: Snapshot) -> None:
    for path, text in FILES.items():
        file = tmp_path / "records" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    examined = examine(tmp_path, date(2026, 6, 15))
    mistakes = tuple(
        finding
        for finding in examined.findings
        if finding.code not in ("no-mandate-holder", "no-relationship-manager", "contact-cell-empty", "unused-record")
    )  # fmt: skip
    report = Report(mistakes, examined.sources, examined.file_count)
    snapshot("eight_mistakes.txt", speak("text", report))
