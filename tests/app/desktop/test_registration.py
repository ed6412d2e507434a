"""``--register``: what desktops and shells are told, checked by their own programs, and taken back."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import assets
from app.cli.command_line import run
from tests.programs import needs

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a person who has the command in a folder with a difficult name."""
    command = tmp_path / "my 100% programs" / "quandary"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m app "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere" / "python"))
    return tmp_path / "share"


def asked(*command: str | Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def ours(data: Path) -> set[str]:
    return {
        str(path.relative_to(data))
        for path in data.rglob("*")
        if path.is_file() and "quandary" in path.name
    }


def test_everything_is_written_and_taken_back(data: Path, capsys: Capture) -> None:
    assert run(["--register"]) == 0
    written = ours(data) - {"mime/application/x-quandary+json.xml"}  # made by who reads ours
    assert written == {
        "applications/quandary.desktop",
        "bash-completion/completions/quandary",
        "fish/vendor_completions.d/quandary.fish",
        "icons/hicolor/scalable/apps/quandary.svg",
        "icons/hicolor/scalable/mimetypes/application-x-quandary.svg",
        "man/man1/quandary.1",
        "metainfo/quandary.metainfo.xml",
        "mime/packages/quandary.xml",
        "thumbnailers/quandary.thumbnailer",
        "zsh/site-functions/_quandary",
    }
    said = capsys.readouterr()
    assert said.out.count("Wrote ") == len(written)
    assert said.err == ""
    assert run(["--register"]) == 0  # again: the same
    assert run(["--unregister"]) == 0
    assert ours(data) == set()
    capsys.readouterr()
    assert run(["--unregister"]) == 0
    assert capsys.readouterr().out == "Nothing was registered.\n"


def test_without_qt_nothing_is_offered_that_needs_it(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("app.desktop.registration.why_not", lambda *, display: "No Qt.")
    assert run(["--register"]) == 0
    assert "The menu and thumbnails are left out. No Qt." in capsys.readouterr().out
    written = ours(data)
    assert "man/man1/quandary.1" in written
    assert not [name for name in written if name.startswith(("applications/", "thumbnailers/"))]
    assert run(["--unregister"]) == 0


def test_without_a_command_it_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert run(["--register"]) == 1
    assert "There is no command “quandary”" in capsys.readouterr().err
    assert not data.exists()


def test_without_a_home_it_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def nobody(_: object) -> None:
        raise KeyError

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert run(["--register"]) == 1
    assert (
        capsys.readouterr().err == "quandary: Nobody knows where your home is: please set HOME.\n"
    )


@needs("desktop-file-validate", "update-mime-database", "xmllint", "gio")
def test_freedesktop_programs_accept_it(data: Path, tmp_path: Path) -> None:
    assert run(["--register"]) == 0
    entry = data / "applications/quandary.desktop"
    assert asked("desktop-file-validate", entry) == ""
    line = next(line for line in entry.read_text().splitlines() if line.startswith("Exec="))
    quoted = line.removeprefix("Exec=").removesuffix(" %f")
    assert shlex.split(quoted)[0].replace("%%", "%") == str(
        tmp_path / "my 100% programs" / "quandary"
    )
    asked("xmllint", "--noout", *data.rglob("quandary*.xml"), *data.rglob("*quandary.svg"))
    document = tmp_path / "oil.quandary.json"
    document.write_text(assets.example_text("oil"), encoding="utf-8")
    said = asked("gio", "info", "-a", "standard::content-type,standard::icon", document)
    assert "standard::content-type: application/x-quandary+json" in said
    assert "application-x-quandary," in said


@needs("appstreamcli")
def test_appstream_finds_only_that_the_project_has_no_domain() -> None:
    file = Path(assets.__file__).parent / "desktop" / "quandary.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", "--no-color", str(file)],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    said = [line for line in done.stdout.splitlines() if line[:2] in ("E:", "W:")]
    # Newer ones miss a page of the project, too: it has neither.
    assert {line.split()[2] for line in said} <= {
        "cid-desktopapp-is-not-rdns",
        "url-homepage-missing",
    }


def test_a_thumbnail_fits_its_square(tmp_path: Path) -> None:
    from PIL import Image

    document, out = tmp_path / "oil.quandary.json", tmp_path / "thumbnail"  # without a suffix
    document.write_text(assets.example_text("oil"), encoding="utf-8")
    assert run(["thumbnail", str(document), "-o", str(out), "--size", "128"]) == 0
    with Image.open(out) as picture:
        assert picture.format == "PNG"
        assert max(picture.size) == 128
        assert len(picture.convert("RGB").getcolors(128 * 128) or ()) > 10  # something is drawn


@needs("groff")
def test_the_manual_page_is_in_order(capsys: Capture, tmp_path: Path) -> None:
    from app.cli.verbs import names

    assert run(["man"]) == 0
    page = capsys.readouterr().out
    file = tmp_path / "quandary.1"
    file.write_text(page, encoding="utf-8")
    # Long words stand in narrow lines: newer ones tell of each line that they cannot fill.
    assert asked("groff", "-man", "-Kutf8", "-ww", "-Wbreak", "-z", file) == ""
    shown = asked("groff", "-man", "-Kutf8", "-Tutf8", "-P-c", file)
    assert all(f".SS {name}\n" in page for name in names())
    assert "give a parameter another value, as p=1/3" in " ".join(shown.split())
    assert "--parameter" in shown


def completed(shell: str, typed: str, script: Path) -> list[str]:
    """What a shell offers behind a line."""
    words = typed.split(" ")
    line = " ".join(shlex.quote(word) for word in words)
    if shell == "bash":
        code = (
            f"source {shlex.quote(str(script))}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
            '_shtab_quandary; printf "%s\\n" "${COMPREPLY[@]}"'
        )
    else:
        code = f"source {shlex.quote(str(script))}; complete -C {shlex.quote(typed)}"
    return [row.split("\t")[0].strip() for row in asked(shell, "-c", code).splitlines()]


@pytest.mark.parametrize("shell", [pytest.param(s, marks=needs(s)) for s in ("bash", "fish")])
def test_shells_complete_verbs_and_rules(shell: str, capsys: Capture, tmp_path: Path) -> None:
    assert run(["completion", shell]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    assert completed(shell, "quandary thr", script) == ["thresholds"]
    assert set(completed(shell, "quandary solve --rule gam", script)) == {
        "gamma-maximin", "gamma-maximax",
    }  # fmt: skip
    assert "--relation" in completed(shell, "quandary solve --rel", script)
    (tmp_path / "tree.json").touch()
    assert completed(shell, f"quandary solve {tmp_path}/tr", script) == [f"{tmp_path}/tree.json"]


@needs("zsh")
def test_zsh_reads_its_script(capsys: Capture, tmp_path: Path) -> None:
    assert run(["completion", "zsh"]) == 0
    script = tmp_path / "_quandary"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    assert script.read_text().startswith("#compdef quandary")
    asked("zsh", "-n", script)
