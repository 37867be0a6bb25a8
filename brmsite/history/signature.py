"""Whether the signature of a commit verifies.

Git asks another program about that, and a repository may name which, and whom to trust. Neither is
taken from there: the programs are those that this machine finds by their own names, and whom to
trust is said by the user, in a file of allowed signers (SSH) or a key ring (OpenPGP).

S/MIME is named and not verified: its program, `gpgsm`, fetches lists of revoked certificates from
where the certificate says, and asks at the screen whether to trust whoever issued it. A stranger's
repository could make this machine do both, and git hands on no option that forbids it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shutil import which

from brmsite.history.git import GitUnavailableError, Lack, asked


class Verdict(StrEnum):
    """What there is to say of a signature."""

    unsigned = "unsigned"
    verifies = "verifies"
    untrusted = "untrusted"
    expired = "expired"
    revoked = "revoked"
    wrong = "wrong"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class CommitSignature:
    """The verdict on the signature of a commit, and why, in words; `signer` is who the trusted
    list or key ring says that it is, `key` the fingerprint, each empty where nobody knows."""

    verdict: Verdict
    said: str
    signer: str = ""
    key: str = ""


_UNSIGNED = CommitSignature(Verdict.unsigned, "the commit is not signed")
_KINDS = {
    b"-----BEGIN SSH SIGNATURE-----": "ssh",
    b"-----BEGIN PGP SIGNATURE-----": "openpgp",
    b"-----BEGIN PGP MESSAGE-----": "openpgp",
    b"-----BEGIN SIGNED MESSAGE-----": "x509",
}
_PROGRAMS = {"ssh": "ssh-keygen", "openpgp": "gpg"}
_X509 = CommitSignature(
    Verdict.unknown,
    "the commit is signed with S/MIME, which is not verified here, because that fetches what the "
    "certificate names: in a repository that you trust, `git verify-commit` does it",
)
_LETTERS = {
    "G": Verdict.verifies,
    "U": Verdict.untrusted,
    "X": Verdict.expired,
    "Y": Verdict.expired,
    "R": Verdict.revoked,
    "B": Verdict.wrong,
}
"""What git calls them (`%G?`)."""


def signature_of(
    project: Path, commit: str, allowed_signers: Path | None = None
) -> CommitSignature:
    """The signature of a commit, given by its id.

    `allowed_signers` is a file as `ssh-keygen` wants it; without it, that of the user's own
    settings (`git config --global gpg.ssh.allowedSignersFile`). Raises GitUnavailableError.
    """
    kind = _kind(project, commit)
    if not kind:
        return _UNSIGNED
    if kind == "x509":
        return _X509
    if kind not in _PROGRAMS:
        return _cannot("it is of a kind that is not looked at here")
    program = which(_PROGRAMS[kind])
    if program is None or not Path(program).is_absolute():
        return _cannot(f"`{_PROGRAMS[kind]}` is not installed here")
    allowed = allowed_signers or _of_the_user(project, "gpg.ssh.allowedSignersFile")
    if kind == "ssh" and (allowed is None or not allowed.is_file()):
        return _cannot(
            "no allowed signers are known: "
            "`git config --global gpg.ssh.allowedSignersFile FILE` names them"
        )
    revoked = _of_the_user(project, "gpg.ssh.revocationFile")
    settings = {
        "gpg.program": program if kind == "openpgp" else os.devnull,
        "gpg.openpgp.program": program if kind == "openpgp" else os.devnull,
        "gpg.ssh.program": program if kind == "ssh" else os.devnull,
        "gpg.x509.program": os.devnull,
        "gpg.ssh.defaultKeyCommand": "",
        "gpg.ssh.allowedSignersFile": str(allowed.absolute()) if allowed else os.devnull,
        "gpg.ssh.revocationFile": str(revoked) if revoked else "",
        "gpg.minTrustLevel": "undefined",
    }
    words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    # `rev-list` would not read those settings.
    how = ("--max-count=1", "--no-patch", "--no-color", "--no-mailmap", "--encoding=UTF-8")
    said = asked(project, *words, "log", *how, "--format=%G?%x00%GS%x00%GF", commit, "--")
    return _judged(*said.decode("utf-8", "replace").rstrip("\n").split("\0"))


def _judged(letter: str, signer: str, key: str) -> CommitSignature:
    verdict = _LETTERS.get(letter, Verdict.unknown)
    named = f"{_plain(signer)} ({_plain(key)})" if signer else _plain(key) or "a key"
    words = {
        Verdict.verifies: f"the commit's signature verifies, by {named}",
        Verdict.untrusted: (
            f"the commit's signature fits its text, but nobody vouches for the key: {named}"
        ),
        Verdict.expired: f"the commit's signature fits its text, but has expired: {named}",
        Verdict.revoked: f"the commit's signature is by a key that was revoked: {named}",
        Verdict.wrong: "the commit's signature does not verify: the commit is not what was signed",
    }
    if verdict not in words:
        return _cannot("the key is not known here")
    return CommitSignature(verdict, words[verdict], _plain(signer), _plain(key))


def _cannot(why: str) -> CommitSignature:
    return CommitSignature(Verdict.unknown, f"the commit's signature cannot be verified: {why}")


def _kind(project: Path, commit: str) -> str:
    """The kind of signature that a commit carries; nothing where it carries none."""
    header, _, _ = asked(project, "cat-file", "commit", commit).partition(b"\n\n")
    for line in header.split(b"\n"):
        key, _, value = line.partition(b" ")
        if key in (b"gpgsig", b"gpgsig-sha256"):
            return _KINDS.get(value.strip(), "other")
    return ""


def _of_the_user(project: Path, key: str) -> Path | None:
    """A file that the user's own settings name, never those of the repository."""
    try:
        said = asked(project, "config", "--global", "--includes", "--path", "--get", key)
    except GitUnavailableError as error:
        if error.lack in (Lack.unknown, Lack.refused):
            return None
        raise
    path = Path(os.fsdecode(said.removesuffix(b"\n")))
    return path if path.is_absolute() else None


def _plain(text: str) -> str:
    """A text that comes from outside, without what a terminal would obey."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
