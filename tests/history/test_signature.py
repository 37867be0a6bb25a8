"""Signed commits, with the real programs: who is trusted, and whose programs run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from brmsite.history.signature import Verdict, signature_of
from tests.conftest import Need
from tests.history.repository import Repository

A = "records/people/a.yaml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the user, without any settings yet."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


@pytest.fixture
def key(tmp_path: Path, need: Need) -> Path:
    """Kari's key."""
    return new_key(tmp_path / "kari", need)


def new_key(file: Path, need: Need) -> Path:
    words = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file)]
    subprocess.run([need("ssh-keygen"), *words], check=True, capture_output=True)
    return file


def signers(file: Path, key: Path, who: str = "kari@example.org") -> Path:
    """A file of allowed signers with one key."""
    file.write_text(f"{who} {key.with_suffix('.pub').read_text('utf-8')}", encoding="utf-8")
    return file


def signed(repository: Repository, key: Path) -> str:
    repository.write(A, f"name: {repository.made}\n")
    repository.git("config", "gpg.format", "ssh")
    repository.git("config", "user.signingKey", str(key))
    repository.git("config", "commit.gpgSign", "true")
    commit = repository.commit("Signed")
    repository.git("config", "commit.gpgSign", "false")
    return commit


def forged(repository: Repository, commit: str) -> str:
    """The same commit with another message under the same signature."""
    content = repository.bytes_of("cat-file", "commit", commit)
    other = content.replace(b"\n\nSigned", b"\n\nForged")
    return repository.git("hash-object", "-w", "-t", "commit", "--stdin", given=other)


def test_a_commit_without_a_signature_is_not_signed(fresh: Repository, home: Path) -> None:
    assert home.is_dir()
    fresh.write(A)
    found = signature_of(fresh.folder, fresh.commit())
    assert (found.verdict, found.said) == (Verdict.unsigned, "the commit is not signed")


def test_a_key_of_an_allowed_signer_verifies(
    fresh: Repository, home: Path, key: Path, tmp_path: Path
) -> None:
    commit = signed(fresh, key)
    found = signature_of(fresh.folder, commit, signers(tmp_path / "allowed", key))
    assert (found.verdict, found.signer) == (Verdict.verifies, "kari@example.org")
    assert found.said.startswith("the commit's signature verifies, by kari@example.org (SHA256:")
    (home / ".gitconfig").write_text(
        f'[gpg "ssh"]\n\tallowedSignersFile = {signers(home / "allowed", key)}\n', "utf-8"
    )
    assert signature_of(fresh.folder, commit) == found
    (home / ".gitconfig").write_text(
        '[gpg "ssh"]\n\tallowedSignersFile = ~/allowed\n', encoding="utf-8"
    )
    assert signature_of(fresh.folder, commit) == found


def test_a_commit_that_is_not_what_was_signed_does_not_verify(
    fresh: Repository, home: Path, key: Path
) -> None:
    commit = forged(fresh, signed(fresh, key))
    found = signature_of(fresh.folder, commit, signers(home / "allowed", key))
    assert found.verdict == Verdict.wrong
    assert found.said == (
        "the commit's signature does not verify: the commit is not what was signed"
    )


def test_a_key_that_nobody_allowed_is_not_trusted(
    fresh: Repository, home: Path, key: Path, need: Need
) -> None:
    other = new_key(home / "other", need)
    found = signature_of(fresh.folder, signed(fresh, key), signers(home / "allowed", other))
    assert (found.verdict, found.signer) == (Verdict.untrusted, "")
    assert found.said.startswith(
        "the commit's signature fits its text, but nobody vouches for the key: SHA256:"
    )


def test_the_repository_does_not_say_whom_to_trust(
    fresh: Repository, home: Path, key: Path
) -> None:
    commit = signed(fresh, key)
    allowed = signers(home / "allowed", key)
    fresh.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
    found = signature_of(fresh.folder, commit)
    assert found.verdict == Verdict.unknown
    assert found.said == (
        "the commit's signature cannot be verified: no allowed signers are known: "
        "`git config --global gpg.ssh.allowedSignersFile FILE` names them"
    )
    assert signature_of(fresh.folder, commit, home / "gone").verdict == Verdict.unknown


@pytest.mark.parametrize("program", ["gpg.program", "gpg.openpgp.program", "gpg.ssh.program"])
def test_programs_that_the_repository_names_do_not_run(
    fresh: Repository, home: Path, key: Path, tmp_path: Path, program: str
) -> None:
    commit = signed(fresh, key)
    ran, evil = tmp_path / "ran", tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\n: > '{ran}'\necho Good\n", encoding="utf-8")
    evil.chmod(0o755)
    fresh.git("config", program, str(evil))
    assert signature_of(fresh.folder, commit, signers(home / "allowed", key)).verdict == "verifies"
    other = Repository(fresh.folder)
    pgp = "-----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----"
    content = fresh.bytes_of("cat-file", "commit", commit).partition(b"\ngpgsig ")[0]
    fake = content + f"\ngpgsig {pgp}\n\nFake\n".encode()
    commit = other.git("hash-object", "-w", "-t", "commit", "--stdin", given=fake)
    assert signature_of(fresh.folder, commit).verdict == Verdict.unknown
    assert not ran.exists()
    subprocess.run(["git", "verify-commit", commit], cwd=fresh.folder, check=False)
    assert ran.exists() == (program != "gpg.ssh.program"), "the trap is set"


def test_a_kind_of_signature_that_is_not_known_is_told(fresh: Repository, home: Path) -> None:
    assert home.is_dir()
    fresh.write(A)
    content = fresh.bytes_of("cat-file", "commit", fresh.commit("First"))
    smime = b"\ngpgsig -----BEGIN SIGNED MESSAGE-----\n \n -----END SIGNED MESSAGE-----\n\nFirst"
    fake = content.replace(b"\n\nFirst", smime)
    commit = fresh.git("hash-object", "-w", "-t", "commit", "--stdin", given=fake)
    assert signature_of(fresh.folder, commit).said == (
        "the commit's signature cannot be verified: it is of a kind that is not looked at here"
    )


def test_a_program_that_is_not_here_is_told(
    fresh: Repository, home: Path, key: Path, need: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = signed(fresh, key)
    (home / "bin").mkdir()
    (home / "bin" / "git").symlink_to(need("git"))
    monkeypatch.setenv("PATH", str(home / "bin"))
    assert signature_of(fresh.folder, commit).said == (
        "the commit's signature cannot be verified: `ssh-keygen` is not installed here"
    )


def test_a_key_in_the_key_ring_verifies(fresh: Repository, home: Path, need: Need) -> None:
    """With OpenPGP, whom to trust stands in the user's key ring."""
    gpg = need("gpg")
    batch = ["--batch", "--passphrase", "", "--quick-generate-key"]
    ring = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    try:
        subprocess.run(
            [gpg, *batch, "kari@example.org", "ed25519", "sign"],
            env=ring,
            check=True,
            capture_output=True,
        )
        content = fresh_commit(fresh)
        seal = subprocess.run(
            [gpg, "--batch", "--armor", "--detach-sign"],
            env=ring,
            input=content,
            check=True,
            capture_output=True,
        ).stdout
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=ring, check=False, capture_output=True)
    header = seal.strip().replace(b"\n", b"\n ")
    sealed = content.replace(b"\n\nFirst", b"\ngpgsig " + header + b"\n\nFirst")
    commit = fresh.git("hash-object", "-w", "-t", "commit", "--stdin", given=sealed)
    found = signature_of(fresh.folder, commit)
    assert (found.verdict, found.signer) == (Verdict.verifies, "kari@example.org")
    (home / ".gnupg" / "pubring.kbx").unlink()
    assert signature_of(fresh.folder, commit).said == (
        "the commit's signature cannot be verified: the key is not known here"
    )


def fresh_commit(repository: Repository) -> bytes:
    repository.write(A)
    return repository.bytes_of("cat-file", "commit", repository.commit("First"))
