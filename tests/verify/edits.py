"""Edits a project as its people do, at random: the same seed makes the same edits.

Records come, go and move, are broken and mended; texts, titles and fields change; so do settings,
own layouts and attached files, the branch that is checked out, the day, and what somebody does to
the site's folder.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from brmsite.site.render import our_layouts
from tests.history.repository import Repository, made

IGNORED = "/build/\n/.brmsite/\n"
WORDS = ("scanner", "gate", "yard", "crane", "budget", "night shift", "contract", "queue")
OWN_LAYOUT = '{{% extends "brmsite/{name}" %}}\n{{# {number} #}}\n'
"""A layout of the project that looks like ours of the same name."""
OWN_MACRO = "{# %d #}\n"
SETTINGS_LINES = (
    *("site: {{title: Register {number}}}", "site: {{language: pt}}", "site: {{language: en}}"),
    *("site: {{footer: Ask {word}.}}", "default_currency: SEK", "fiscal_year_start: 4"),
    "site: {{edit_url: 'https://git.example.org/{word}/{{path}}'}}",
)


class Edits:
    """The edits of one project; `day` is the day on which it is looked at."""

    def __init__(self, project: Path, site: Path, seed: int, day: date) -> None:
        self.day = day
        self._project = project
        self._records = project / "records"
        self._layouts = project / "layouts"
        self._site = site
        self._random = Random(seed)
        self._number = 0
        self._broken: dict[Path, str] = {}
        self._settings = self._text(self._records / "brmsite.yaml")
        self._repository = _repository(project)
        self._branches = ["main"]
        self._sorts: tuple[tuple[int, Callable[[], str]], ...] = (
            (10, self._add),
            (8, self._rename),
            (8, self._delete),
            (5, self._move),
            (14, self._edit_body),
            (10, self._edit_title),
            (16, self._edit_field),
            (6, self._break),
            (6, self._mend),
            (5, self._edit_settings),
            (6, self._edit_layout),
            (7, self._attach),
            (4, self._rewrite_in_secret),
            (6, self._switch_branch),
            (4, self._another_day),
            (5, self._spoil_the_site),
        )

    def one(self) -> str:
        """Make one edit; says which."""
        self._number += 1
        weights = [weight for weight, _ in self._sorts]
        [(_, edit)] = self._random.choices(self._sorts, weights)
        return f"{edit.__name__.strip('_')} {edit()}"

    def _add(self) -> str:
        model = self._record()
        twin = model.with_name(f"{model.stem[:60]}-{self._number}{model.suffix}")
        self._write(twin, self._text(model))
        return self._named(twin)

    def _rename(self) -> str:
        file = self._record()
        target = file.with_name(f"{file.stem[:60]}-r{self._number}{file.suffix}")
        text = self._text(file)
        if self._random.random() < 0.5 and file.suffix == ".yaml" and "former_ids" not in text:
            self._write(file, f"{text.rstrip()}\nformer_ids: [{file.stem}]\n")
        self._rename_to(file, target)
        return f"{self._named(file)} to {target.name}"

    def _delete(self) -> str:
        file = self._record()
        file.unlink()
        return self._named(file)

    def _move(self) -> str:
        """Into a folder below that of its kind, into that of another kind, or in place of another."""
        file, other = self._record(), self._record()
        how = self._random.randrange(3)
        if how == 0:
            target = file.parent / f"old-{self._number % 3}" / file.name
        elif how == 1:
            target = other.parent / file.name
        else:
            target = other
        self._rename_to(file, target)
        return f"{self._named(file)} to {self._named(target)}"

    def _edit_body(self) -> str:
        file = self._record("*.md")
        text = self._text(file)
        if self._random.random() < 0.3 and text.count("\n") > 8:
            lines = text.splitlines(keepends=True)
            del lines[self._random.randrange(len(lines) // 2, len(lines))]
            text = "".join(lines)
        else:
            other = self._record()
            address = f"{other.relative_to(self._records).parts[0]}/{other.stem}"
            day = self.day + timedelta(days=self._random.randrange(-60, 60))
            person = self._random.choice([*self._records.glob("people/*"), other]).stem
            text = text.rstrip() + self._random.choice(
                (
                    f"\n\nThe {self._word()} was moved, see [[{address}]].\n",
                    f"\n\n- [ ] @{person} mend the {self._word()} by {day}\n",
                    f"\n\n## {self._word().title()} {self._number}\n\nA *{self._word()}*.\n",
                )
            )
        self._write(file, text)
        return self._named(file)

    def _edit_title(self) -> str:
        file = self._record()
        title = f"\\1: {self._word().title()} {self._word()} {self._number}"
        self._write(file, re.sub(r"(?m)^(title|name): .*$", title, self._text(file), count=1))
        return self._named(file)

    def _edit_field(self) -> str:
        """Another figure, another record linked, or a line taken out or put in twice."""
        file = self._record()
        lines = self._text(file).splitlines(keepends=True)
        place = self._random.randrange(len(lines)) if lines else 0
        how = self._random.randrange(4)
        if not lines:
            lines = ["name: x\n"]
        elif how == 0:
            lines[place] = re.sub(
                r"\d", lambda _: str(self._random.randrange(10)), lines[place], count=1
            )
        elif how == 1:
            lines[place] = re.sub(r": [a-z0-9-]+$", f": {self._record().stem}", lines[place])
        elif how == 2:
            del lines[place]
        else:
            lines.insert(place, lines[place])
        self._write(file, "".join(lines))
        return f"{self._named(file)}:{place + 1}"

    def _break(self) -> str:
        file = self._record()
        text = self._text(file)
        self._broken.setdefault(file, text)
        if self._random.random() < 0.5:
            self._write(file, text.replace(": ", ": [", 1))
        else:
            self._write(file, f"{text[: len(text) // 2]}\t\x07")
        return self._named(file)

    def _mend(self) -> str:
        if not self._broken:
            return "nothing"
        file = self._random.choice(sorted(self._broken))
        self._write(file, self._broken.pop(file))
        return self._named(file)

    def _edit_settings(self) -> str:
        line = self._random.choice(SETTINGS_LINES)
        line = line.format(number=self._number, word=self._word())
        key = line.partition(":")[0]
        rest = re.sub(rf"(?m)^{key}:.*\n(?:[ #].*\n|\n)*", "", self._settings)
        chosen = self._random.choice((f"{rest}\n{line}\n", f"{rest}\n{line}\n", self._settings))
        self._write(self._records / "brmsite.yaml", chosen)
        return line if chosen != self._settings else "as they were"

    def _edit_layout(self) -> str:
        how = self._random.randrange(5)
        if how == 0:
            shutil.rmtree(self._layouts, ignore_errors=True)
            return "none"
        if how == 1:
            self._write(self._layouts / "assets" / "own.css", f"a {{ top: {self._number}px }}\n")
            return "own.css"
        ours = our_layouts()
        folder = "macros" if how == 2 else self._random.choice(("pages", "records"))
        layout = self._random.choice(sorted((ours / folder).glob("*.html")))
        name = layout.relative_to(ours).as_posix()
        if how == 3:
            text = OWN_LAYOUT.format(name=name, number=self._number)
        else:
            text = (
                f"{layout.read_text(encoding='utf-8')}{{# {self._number} #}}<!-- {self._number} -->"
            )
        self._write(self._layouts / name, text)
        return name

    def _attach(self) -> str:
        """A file beside a record, listed there or not; or another content of one, or none."""
        there = sorted(self._records.glob("*/*.files/*"))
        if there and self._random.random() < 0.6:
            file = self._random.choice(there)
            if self._random.random() < 0.3:
                file.unlink()
            else:
                self._same_size(file)
            return self._named(file)
        record = self._record("*.yaml")
        name = f"paper-{self._number}.txt"
        self._write(record.parent / f"{record.stem}.files" / name, f"{self._word()}\n")
        text = self._text(record)
        if "documents:" not in text and self._random.random() < 0.8:
            listed = f"documents: [{{path: {record.stem}.files/{name}, title: Paper}}]"
            self._write(record, f"{text.rstrip()}\n{listed}\n")
        return self._named(record)

    def _rewrite_in_secret(self) -> str:
        """Other bytes, as many as before, and the time of before: as some tools restore it."""
        file = self._record()
        before = file.stat()
        self._same_size(file)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        return self._named(file)

    def _switch_branch(self) -> str:
        """Commit everything, and go to another branch, or begin one."""
        self._repository.commit(f"Edit {self._number}")
        others = [name for name in self._branches if name != self._on()]
        if others and self._random.random() < 0.65:
            branch = self._random.choice(others)
            self._repository.git("checkout", "--quiet", branch)
        else:
            branch = f"branch-{self._number}"
            self._branches.append(branch)
            if len(self._branches) > 6:
                self._branches.pop(0)
            self._repository.git("checkout", "--quiet", "-b", branch)
        self._broken.clear()
        return branch

    def _another_day(self) -> str:
        self.day += timedelta(days=self._random.choice((1, 1, 7, 30, -1, -30)))
        return self.day.isoformat()

    def _spoil_the_site(self) -> str:
        """What a build wrote is taken away, or written over, also with as many bytes."""
        files = sorted(path for path in self._site.rglob("[!.]*") if path.is_file())
        if not files:
            return "nothing"
        file = self._random.choice(files)
        how = self._random.randrange(4)
        if how == 0:
            file.unlink()
        elif how == 1:
            file.write_bytes(b"spoiled")
        elif how == 2:
            self._same_size(file)
        else:
            os.utime(file)
        return file.relative_to(self._site).as_posix()

    def _on(self) -> str:
        return self._repository.git("branch", "--show-current")

    def commit(self) -> str:
        """What is checked out, for the pages to name."""
        return self._repository.head[:12]

    def _record(self, pattern: str = "*.[ym][ad]*") -> Path:
        """Any record; there is one more where there was none."""
        found = sorted(
            path
            for path in self._records.rglob(pattern)
            if path.is_file() and ".files" not in path.parent.name and path.name != "brmsite.yaml"
        )
        if found:
            return self._random.choice(found)
        folder, suffix = ("meetings", ".md") if pattern == "*.md" else ("people", ".yaml")
        fresh = self._records / folder / f"somebody-{self._number}{suffix}"
        self._write(fresh, "---\ntitle: x\n---\nText\n" if suffix == ".md" else "name: Somebody\n")
        return fresh

    def _word(self) -> str:
        return self._random.choice(WORDS)

    def _same_size(self, file: Path) -> None:
        """Another letter or figure at one place."""
        content = file.read_bytes()
        places = [place for place, byte in enumerate(content) if chr(byte).isalnum() and byte < 128]
        if places:
            place = self._random.choice(places)
            other = b"7" if content[place : place + 1] != b"7" else b"3"
            file.write_bytes(content[:place] + other + content[place + 1 :])

    def _named(self, file: Path) -> str:
        return file.relative_to(self._records).as_posix()

    def _rename_to(self, file: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)

    def _text(self, file: Path) -> str:
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def _write(self, file: Path, text: str) -> None:
        """As editors do: into the file, or beside it and then in its place."""
        file.parent.mkdir(parents=True, exist_ok=True)
        if self._random.random() < 0.5:
            file.write_bytes(text.encode())
        else:
            beside = file.with_name(f".{file.name}.new")
            beside.write_bytes(text.encode())
            beside.replace(file)


def _repository(project: Path) -> Repository:
    repository = made(project)
    repository.write(".gitignore", IGNORED)
    repository.commit("Begin")
    return repository
