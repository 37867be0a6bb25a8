"""Signed commits, with the real programs: who is trusted, and whose programs run."""

from __future__ import annotations

import os
import subprocess
from hashlib import sha1
from pathlib import Path

import pytest

from brmsite.history.signature import CommitSignature, Verdict, signature_of
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


S_MIME = (
    "the commit is signed with S/MIME, which is not verified here, because that fetches what the "
    "certificate names: in a repository that you trust, `git verify-commit` does it"
)


def sealed(repository: Repository, seal: bytes, content: bytes) -> str:
    """A commit with this signature on it, whatever it is worth."""
    header = seal.strip().replace(b"\n", b"\n ")
    with_seal = content.replace(b"\n\nFirst", b"\ngpgsig " + header + b"\n\nFirst")
    return repository.git("hash-object", "-w", "-t", "commit", "--stdin", given=with_seal)


def trap(folder: Path) -> tuple[Path, Path]:
    """A program that leaves a trace, and the trace."""
    ran, evil = folder / "ran", folder / "evil"
    evil.write_text(
        f"#!/bin/sh\n: > '{ran}'\necho '[GNUPG:] GOODSIG 1 Mallory'\n", encoding="utf-8"
    )
    evil.chmod(0o755)
    return evil, ran


@pytest.mark.parametrize("where", ["in the repository", "of the user", "on the path"])
def test_a_commit_signed_with_s_mime_is_named_and_no_program_asked(
    fresh: Repository, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    evil, ran = trap(tmp_path)
    if where == "in the repository":
        fresh.git("config", "gpg.x509.program", str(evil))
    elif where == "of the user":
        (home / ".gitconfig").write_text(f'[gpg "x509"]\n\tprogram = {evil}\n', encoding="utf-8")
    else:
        evil.rename(tmp_path / "gpgsm")
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    seal = b"-----BEGIN SIGNED MESSAGE-----\nMIIB\n-----END SIGNED MESSAGE-----"
    commit = sealed(fresh, seal, fresh_commit(fresh))
    assert signature_of(fresh.folder, commit) == CommitSignature(Verdict.unknown, S_MIME)
    assert not ran.exists()
    subprocess.run(["git", "verify-commit", commit], cwd=fresh.folder, check=False)
    assert ran.exists(), "the trap is set"


def test_a_commit_that_gpgsm_signed_is_known_as_such(
    fresh: Repository, home: Path, need: Need
) -> None:
    """Nothing is asked of gpgsm here, so what is said is the same where it is missing."""
    ring = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    batch = (need("gpgsm"), "--batch", "--disable-dirmngr", "--disable-crl-checks")
    pass_on = ("--pinentry-mode", "loopback", "--passphrase-fd", "0")

    def run(*words: str, given: bytes = b"x\n") -> bytes:
        return subprocess.run(
            (*batch, *words), env=ring, cwd=home, input=given, check=True, capture_output=True
        ).stdout

    (home / ".gnupg").mkdir(mode=0o700)
    (home / "wanted").write_text(
        "Key-Type: RSA\nKey-Length: 2048\nKey-Usage: sign\nSerial: random\n"
        "Name-DN: CN=Kari Berg\nName-Email: kari@example.org\n",
        encoding="utf-8",
    )
    try:
        (home / "kari.der").write_bytes(run(*pass_on, "--gen-key", "wanted"))
        run("--import", "kari.der")
        root = sha1((home / "kari.der").read_bytes()).hexdigest().upper()
        (home / ".gnupg" / "trustlist.txt").write_text(f"{root} S relax\n", encoding="utf-8")
        subprocess.run(["gpgconf", "--reload", "gpg-agent"], env=ring, check=True)
        (home / "commit").write_bytes(content := fresh_commit(fresh))
        seal = run(*pass_on, "--armor", "-u", "kari@example.org", "--detach-sign", "commit")
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=ring, check=False, capture_output=True)
    assert seal.startswith(b"-----BEGIN SIGNED MESSAGE-----\n")
    assert signature_of(fresh.folder, sealed(fresh, seal, content)).said == S_MIME


def test_a_kind_of_signature_that_is_not_known_is_told(fresh: Repository, home: Path) -> None:
    assert home.is_dir()
    commit = sealed(fresh, b"-----BEGIN SEAL-----\nx", fresh_commit(fresh))
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
    commit = sealed(fresh, seal, content)
    found = signature_of(fresh.folder, commit)
    assert (found.verdict, found.signer) == (Verdict.verifies, "kari@example.org")
    (home / ".gnupg" / "pubring.kbx").unlink()
    assert signature_of(fresh.folder, commit).said == (
        "the commit's signature cannot be verified: the key is not known here"
    )


def fresh_commit(repository: Repository) -> bytes:
    repository.write(A)
    return repository.bytes_of("cat-file", "commit", repository.commit("First"))
