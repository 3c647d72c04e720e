"""The workflows of .github/: what they may do, and their shell steps run as CI would in clean clones."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader

from tests.generator import generate
from tests.workflow_runner import ACTIONS, ROOT, Runner, clean_clone, git, load_yaml, prepare_environment

GITHUB = ROOT / ".github"
WORKFLOWS = {path.stem: load_yaml(path) for path in sorted((GITHUB / "workflows").glob("*.yml"))}
ACTION = load_yaml(GITHUB / "actions" / "validate" / "action.yml")
JOBS = {f"{name}.{job}": told for name, workflow in WORKFLOWS.items() for job, told in workflow["jobs"].items()}
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40}")
JUDGE, PREVIEW = "Judge the contribution", "Build the pages of the accepted packages"
SAME_REPOSITORY = "$/.github/workflows/"
REACHING = re.compile(r"(?:^|\s)(pip install|apt-get|sudo|gh|curl|wget|npm|make (?:-C )?\w+(?: setup)?)(?=\s|$)")
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}", re.DOTALL)

RIGHTS = {
    "ci.test": {"contents": "read"},
    "packages.review": {"contents": "read"},
    "pages.build": {"contents": "read"},
    "pages.deploy": {"pages": "write", "id-token": "write"},
    "release.build": {"contents": "read"},
    "release.publish": {"contents": "write"},
    "release.pages": {"contents": "read", "pages": "write", "id-token": "write"},
}
"""Everything a job may do; a job or right that is not here is a decision nobody took."""

CONTEXTS = {
    "github.ref",
    "github.repository",
    "github.server_url",
    "github.token",
    "github.event.pull_request.number",
    "github.event.pull_request.base.sha",
    "github.event.pull_request.head.sha",
    "github.event.action",
    "github.event.label.name",
    "inputs.version",
    "inputs.root",
    "inputs.against",
    "inputs.python-version",
    "matrix.python",
    "runner.temp",
    "vars.MINGZHANG_SITE_URL",
    "steps.deploy.outputs.page_url",
    "steps.validate.outputs.accepted",
    "steps.look.outputs.changed == 'true'",
    "!cancelled() && steps.judge.outcome != 'skipped'",
    "!cancelled() && steps.preview.outputs.ready == 'true'",
}
"""Every expression in use: of a contribution numbers and hashes only, no title, branch, author or message. A label's
name is a maintainer's, and is compared with two words."""


def steps_of(job: str) -> list[dict[str, Any]]:
    return JOBS[job].get("steps", [])


def every_step() -> Iterator[tuple[str, dict[str, Any]]]:
    for job in JOBS:
        for step in steps_of(job):
            yield job, step
    for step in ACTION["runs"]["steps"]:
        yield "action", step


def every_text(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from every_text(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_text(inner)
    else:
        yield str(value)


# --- what they may do --------------------------------------------------------------------------------


def test_rights_are_the_least_and_given_per_job() -> None:
    assert {name: told["permissions"] for name, told in JOBS.items()} == RIGHTS
    for name, workflow in WORKFLOWS.items():
        assert workflow["permissions"] == {}, name


def test_nothing_runs_with_the_rights_of_the_project_for_strangers() -> None:
    triggers = {name: set(workflow["on"]) for name, workflow in WORKFLOWS.items()}
    assert triggers == {
        "ci": {"push", "pull_request"},
        "packages": {"pull_request"},
        "pages": {"push", "workflow_call", "workflow_dispatch"},
        "release": {"workflow_dispatch"},
    }
    strangers = [job for job in JOBS if "pull_request" in triggers[job.partition(".")[0]]]
    assert strangers == ["ci.test", "packages.review"]
    for job in strangers:
        assert set(RIGHTS[job].values()) == {"read"}
        assert not any("secrets." in text or "github.token" in text for text in every_text(JOBS[job]))


def test_no_secret_but_the_token_of_the_run_is_used_and_only_where_it_writes() -> None:
    using = {job for job in JOBS if any("github.token" in text or "secrets" in text for text in every_text(JOBS[job]))}
    assert using == {"release.publish"}


def test_what_writes_runs_nothing_of_the_project() -> None:
    for job, rights in RIGHTS.items():
        if "write" in rights.values():
            scripts = "\n".join(step.get("run", "") for step in steps_of(job))
            assert not re.search(r"\b(make|pip|python|mingzhang|mkdocs|bash|sh|source|npm)\b", scripts), job


def test_every_action_is_pinned_by_its_commit_with_its_version_beside_it() -> None:
    for path in [*(GITHUB / "workflows").glob("*.yml"), *(GITHUB / "actions").rglob("*.yml")]:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.strip()
            if text.startswith(("uses: ", "- uses: ")) and SAME_REPOSITORY not in text:
                assert re.fullmatch(r"(- )?uses: " + PINNED.pattern + r" # v\d+\.\d+\.\d+", text), line
    pins: dict[str, set[str]] = {}
    for _, step in every_step():
        if "uses" in step:
            action, _, pin = step["uses"].partition("@")
            pins.setdefault(action, set()).add(pin)
    assert {action for action, found in pins.items() if len(found) > 1} == set()
    assert set(pins) == set(ACTIONS)


def test_no_script_is_put_together_from_what_others_wrote() -> None:
    for job, step in every_step():
        assert "${{" not in step.get("run", ""), job
    everything = [*WORKFLOWS.values(), ACTION]
    used = {found for told in everything for text in every_text(told) for found in EXPRESSION.findall(text)}
    assert used == CONTEXTS


def test_every_job_ends_and_runs_of_one_thing_do_not_pile_up() -> None:
    for name, told in JOBS.items():
        assert "uses" in told or 0 < int(told["timeout-minutes"]) <= 60, name
    for name, workflow in WORKFLOWS.items():
        assert set(workflow["concurrency"]) == {"group", "cancel-in-progress"}, name


def test_nothing_is_kept_between_runs_and_no_checkout_leaves_its_token() -> None:
    for job, step in every_step():
        action = step.get("uses", "").partition("@")[0]
        assert "cache" not in action, job
        assert "cache" not in step.get("with", {}), job
        if action == "actions/checkout":
            assert step["with"]["persist-credentials"] == "false", job


def test_only_releases_are_published_and_after_a_look() -> None:
    assert JOBS["release.publish"]["environment"] == "release"
    assert JOBS["pages.deploy"]["environment"]["name"] == "github-pages"
    for job in ("release.build", "pages.build"):
        assert JOBS[job]["if"] == "github.ref == 'refs/heads/main'"
    assert JOBS["release.publish"]["needs"] == "build"
    assert JOBS["pages.deploy"]["needs"] == "build"


def test_only_what_is_listed_is_stood_in_for() -> None:
    """Everything that reaches for the network, by job; the runner has stand-ins for these and for nothing else."""
    reaching = {(job, found) for job, step in every_step() for found in REACHING.findall(step.get("run", ""))}
    assert reaching == {
        ("ci.test", "sudo"),
        ("ci.test", "apt-get"),
        ("packages.review", "make -C base setup"),
        ("pages.build", "make site"),
        ("release.build", "make release"),
        ("release.build", "make deploy"),
        ("release.publish", "gh"),
        ("action", "pip install"),
    }


def test_the_forms_are_in_both_languages_and_ask_for_no_personal_data() -> None:
    forms = {path.name: load_yaml(path) for path in (GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml")}
    assert sorted(forms) == ["1-data-error.yml", "2-new-disclosure.yml", "3-personal-data.yml"]
    for name, form in forms.items():
        ids = [item["id"] for item in form["body"] if "id" in item]
        assert len(ids) == len(set(ids)), name
        shown = [form["name"], form["description"], form["title"]]
        shown += [item["attributes"].get("label") or item["attributes"]["value"] for item in form["body"]]
        for text in shown:
            assert re.search(r"[\u4e00-\u9fff]", text), (name, text)
            assert re.search(r"[A-Za-z]{4}", text), (name, text)
        told = " ".join(every_text(form))
        assert "请不要" in told or "请只写" in told, name


FIELDS = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "options", "multiple", "default"},
}
"""What GitHub lets an element of a form say: docs.github.com, "Syntax for GitHub's form schema"."""


def test_the_forms_are_what_github_takes() -> None:
    for path in (GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"):
        form = load_yaml(path)
        assert set(form) == {"name", "description", "title", "labels", "body"}, path.name
        assert all(isinstance(label, str) for label in form["labels"])
        asked = [item for item in form["body"] if item["type"] != "markdown"]
        assert asked, path.name
        for item in form["body"]:
            assert set(item) <= {"type", "id", "attributes", "validations"}, path.name
            assert set(item["attributes"]) <= FIELDS[item["type"]], path.name
            assert set(item.get("validations", {})) <= {"required"}, path.name
        for item in asked:
            assert re.fullmatch(r"[A-Za-z0-9_-]+", item["id"]), path.name
            options = item["attributes"].get("options", [])
            assert len(options) == len(set(options)), path.name
        labels = [item["attributes"]["label"] for item in asked]
        assert len(labels) == len(set(labels)), path.name


def test_a_page_s_report_of_an_error_fills_fields_that_the_form_has() -> None:
    """The link in the foot of a page of a disclosure, and what `source.js` adds to it."""
    form = load_yaml(GITHUB / "ISSUE_TEMPLATE" / "1-data-error.yml")
    ids = {item["id"] for item in form["body"] if "id" in item}
    theme = Environment(loader=FileSystemLoader(ROOT / "site_src" / "overrides"), autoescape=True)
    theme.filters["url"] = lambda address: address
    foot = theme.get_template("partials/footer.html")
    told = {"english": True, "below": "en/", "nav": SimpleNamespace(items=[])}
    for neutral, package in (("d/350102-014-2024-dept-budget/source/", "350102-014-2024-dept-budget"), ("about/", "")):
        config = {"extra": {"repository": "https://example.invalid/x/mingzhang"}}
        shown = foot.render(**told, neutral=neutral, config=config)
        found = re.search(r'<a class="report" href="([^"]+)">Report an error</a>', shown)
        assert found
        address = urlsplit(unescape(found[1]))
        assert address.path == "/x/mingzhang/issues/new"
        query = dict(parse_qsl(address.query))
        assert query == {"template": "1-data-error.yml", **({"package": package} if package else {})}
        assert set(query) - {"template"} <= ids
    assert "report" not in foot.render(**told, neutral="about/", config={"extra": {"repository": ""}}).split("<nav")[1]
    script = (ROOT / "site_src" / "assets" / "source.js").read_text(encoding="utf-8")
    assert 'querySelector("a.report")' in script
    assert set(re.findall(r'there\.searchParams\.set\("(loc\w+)"', script)) == {"locator"} <= ids


def test_paths_that_owners_are_proposed_for_exist() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    proposed = [found[1] for line in lines if (found := re.fullmatch(r"#? ?(/\S+)\s+@\S+", line))]
    assert proposed
    for path in proposed:
        assert (ROOT / path.strip("/")).exists(), path


# --- run: CI ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it would be committed now."""
    return clean_clone(tmp_path_factory.mktemp("project"))


def run_job(runner: Runner, job: str, last: str = "") -> None:
    """All steps, or those up to the one of the name `last`."""
    workflow = WORKFLOWS[job.partition(".")[0]]
    shell = workflow["defaults"]["run"]["shell"]
    steps = [{"shell": shell, **step} if "run" in step else step for step in steps_of(job)]
    if last:
        steps = steps[: [step["name"] for step in steps].index(last) + 1]
    runner.run(steps, {**workflow.get("env", {}), **JOBS[job].get("env", {})})


@pytest.mark.skipif(not shutil.which("chromium"), reason="NO CHROMIUM: the first step of CI looks for it")
def test_ci_lints_checks_types_and_tests_in_a_clean_clone(project: Path, tmp_path: Path) -> None:
    """All of `make test` but for the suite, of which one file is run: else it would run itself."""
    narrowed = {"PYTEST_ADDOPTS": "tests/test_amounts.py --numprocesses 1"}
    runner = Runner(tmp_path / "runner", {"matrix.python": "3.11"}, {"": project}, environment=narrowed)
    run_job(runner, "ci.test")
    assert runner.is_green, runner.output("make test")
    told = runner.output("make test")
    assert "All checks passed!" in told
    assert "Success: no issues found" in told
    assert re.search(r"\d+ passed", told)
    assert runner.calls_file.read_text().splitlines()[0].startswith("sudo apt-get update")


def test_ci_is_red_where_the_code_does_not_pass(project: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    git(tmp_path, "clone", "--quiet", str(project), str(broken))
    (broken / "tests" / "test_amounts.py").write_text("import os,sys\n")
    git(broken, "commit", "--quiet", "--all", "--message", "breaks lint")
    runner = Runner(tmp_path / "runner", {"matrix.python": "3.11"}, {"": broken})
    steps = [step for step in steps_of("ci.test") if "font" not in step["name"]]
    runner.run(steps, {})
    assert runner.outcome("make test") == "failure"
    assert "test_amounts.py" in runner.output("make test")


# --- run: packages ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fork_template(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contributor's clone with an honest sixth package of another unit on a branch of its own."""
    fork = tmp_path_factory.mktemp("fork") / "fork"
    git(project.parent, "clone", "--quiet", str(project), str(fork))
    git(fork, "checkout", "--quiet", "-b", "contribution")
    document = fork.parent / "disclosure.txt"
    document.write_text(generate(3, kind="budget", hazards=frozenset()).text, encoding="utf-8")
    environment = tmp_path_factory.mktemp("environment") / "venv"
    prepare_environment(fork, environment)
    done = subprocess.run([environment / "bin" / "mingzhang", "convert", "-q", document], cwd=fork, check=False)
    assert done.returncode in (0, 1)  # 1: findings about the document
    return fork


@pytest.fixture
def fork(fork_template: Path, tmp_path: Path) -> Path:
    target = tmp_path / "fork"
    shutil.copytree(fork_template, target, symlinks=True)
    return target


def sixth(fork: Path) -> Path:
    """The folder of the contributed package."""
    told = git(fork, "status", "--porcelain", "--untracked-files=all", "--", "datapackage").splitlines()
    return fork / Path(*Path(told[0].removeprefix("?? ").strip('"')).parts[:3])


def commit(fork: Path, message: str = "a package") -> None:
    git(fork, "add", "--all", "--force")
    git(fork, "commit", "--quiet", "--message", message)


def review(
    project: Path,
    fork: Path,
    tmp_path: Path,
    *,
    event: str = "opened",
    label: str = "",
    last: str = "",
    **environment: str,
) -> Runner:
    """The workflow `Packages`, run for what the fork has committed."""
    values = {
        "github.event.pull_request.base.sha": git(project, "rev-parse", "main"),
        "github.event.pull_request.head.sha": git(fork, "rev-parse", "HEAD"),
        "github.event.action": event,
        "github.event.label.name": label,
    }
    runner = Runner(tmp_path / "runner", values, {"base": project, "head": fork}, environment=environment)
    run_job(runner, "packages.review", last)
    commands_are_ours(runner)
    return runner


def commands_are_ours(runner: Runner) -> None:
    """No line that a runner would obey came from a contribution."""
    for ran in runner.done:
        stopped = ""
        for line in ran.output.splitlines():
            text = line.strip()
            if stopped:
                stopped = "" if text == f"::{stopped}::" else stopped
            elif text.startswith("::stop-commands::"):
                stopped = text.removeprefix("::stop-commands::")
            elif text.startswith(("::", "##[")):
                assert re.match(r"::(error|warning|notice)[ :]", text), line
        assert not stopped, ran.name


def test_an_honest_package_is_accepted_and_its_pages_can_be_looked_at(
    project: Path, fork: Path, tmp_path: Path
) -> None:
    name = sixth(fork).name
    commit(fork)
    runner = review(project, fork, tmp_path)
    assert runner.is_green, runner.done
    told = runner.summary
    assert "可以接受 Accepted" in told
    assert name in told
    site = runner.artifacts["preview"]
    assert (site / "d" / name / "index.html").is_file()
    assert (site / "en" / "d" / name / "index.html").is_file()
    assert sorted(path.name for path in (runner.temp / "preview" / "datapackage").glob("*/*")) == [name]
    assert git(runner.workspace / "head", "status", "--porcelain") == ""


def test_pages_that_are_too_large_are_not_kept(project: Path, fork: Path, tmp_path: Path) -> None:
    commit(fork)
    runner = review(project, fork, tmp_path, PREVIEW_MEGABYTES="0")
    assert runner.is_green
    assert runner.artifacts == {}
    assert "too large to be kept" in runner.summary


EVIL = "$(touch pwned)`touch pwned`;touch pwned;\"'\n::error::pwned\n::set-env name=PATH::/tmp"


def test_words_of_a_hostile_pull_request_reach_no_shell_and_no_command(
    project: Path, fork: Path, tmp_path: Path
) -> None:
    """Branch, message and paths with quotes, substitutions and line ends; a package that bears the words too."""
    folder = sixth(fork)
    git(fork, "checkout", "--quiet", "-b", "$(touch${IFS}pwned);\"'`touch${IFS}pwned`")
    for name in (EVIL.replace("/", ""), "--help", "-rf", "a\r\nb", "%0A::error::x"):
        (folder / "data" / name).write_text("x")
    (fork / "datapackage" / "$(touch pwned)").mkdir()
    (fork / "datapackage" / "$(touch pwned)" / "a;touch pwned").write_text("x")
    descriptor = folder / "datapackage.json"
    told = json.loads(descriptor.read_text(encoding="utf-8"))
    told["title"] = f"{EVIL}<script>alert(1)</script>[x](javascript:alert(1))"
    descriptor.write_text(json.dumps(told))
    commit(fork, EVIL)
    runner = review(project, fork, tmp_path)
    assert runner.outcome(JUDGE) == "failure"
    assert runner.outcome(PREVIEW) == "success"
    assert runner.artifacts == {}
    summary = runner.summary
    assert "不能接受 Not accepted" in summary
    assert "<script" not in summary
    assert "](javascript" not in summary
    assert not [line for line in summary.splitlines() if line.startswith("::")]
    assert list(tmp_path.rglob("pwned")) == []


def test_a_package_that_was_edited_is_refused_while_another_is_shown(project: Path, fork: Path, tmp_path: Path) -> None:
    honest = sixth(fork)
    edited = next((fork / "datapackage").glob("*/*-unit-final"))
    path = edited / "data" / "facts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.00", "9.00", 1), encoding="utf-8")
    commit(fork)
    runner = review(project, fork, tmp_path, event="labeled", label="many-units")
    assert runner.outcome(JUDGE) == "failure"
    summary = runner.summary
    assert f"`{edited.name}`" in summary
    assert "hash" in summary
    shown = {path.name for path in (runner.temp / "preview" / "datapackage").glob("*/*")}
    assert shown == {honest.name}
    assert f"::error file=datapackage/{edited.parent.name}/{edited.name}" in runner.output(JUDGE)


@pytest.mark.parametrize(
    ("event", "label", "refused"),
    [
        ("synchronize", "", {"change-units", "change-removed"}),
        ("labeled", "data", {"change-units", "change-removed"}),
        ("unlabeled", "packages-removed", {"change-units", "change-removed"}),
        ("reopened", "packages-removed", {"change-units", "change-removed"}),
        ("labeled", "many-units", {"change-removed"}),
        ("labeled", "packages-removed", set()),
    ],
)
def test_a_maintainer_s_label_allows_what_it_says_in_the_run_it_starts(
    event: str, label: str, refused: set[str], project: Path, fork: Path, tmp_path: Path
) -> None:
    commit(fork)
    gone = next((fork / "datapackage").glob("*/*-unit-final"))
    shutil.rmtree(gone)
    commit(fork, "one goes")
    runner = review(project, fork, tmp_path, event=event, label=label, last=JUDGE)
    assert runner.is_green is not bool(refused)
    assert set(re.findall(r"change-(?:units|removed)", unescape(runner.summary))) == refused


def test_what_touches_no_package_is_green_at_once(project: Path, fork: Path, tmp_path: Path) -> None:
    git(fork, "clean", "--quiet", "-fd", "datapackage")
    (fork / "README.md").write_text("# Another\n")
    commit(fork)
    runner = review(project, fork, tmp_path)
    assert runner.is_green
    assert "No package changed" in runner.summary
    assert runner.outcome("Install the program") == runner.outcome(JUDGE) == runner.outcome(PREVIEW) == "skipped"
    assert not (runner.workspace / "base").exists()


def test_what_a_commit_adds_and_the_next_takes_away_is_judged(project: Path, fork: Path, tmp_path: Path) -> None:
    git(fork, "clean", "--quiet", "-fd", "datapackage")
    notes = fork / "DataPackage" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("联系电话\t13800000000\n", encoding="utf-8")
    commit(fork)
    notes.unlink()
    commit(fork, "taken back")
    runner = review(project, fork, tmp_path, last=JUDGE)
    assert runner.outcome(JUDGE) == "failure"
    assert "change-personal-data" in unescape(runner.summary)
    assert "git reset --soft" in unescape(runner.summary)
    assert "13800000000" not in runner.summary + runner.output(JUDGE)


def test_code_of_a_pull_request_is_not_run(project: Path, fork: Path, tmp_path: Path) -> None:
    """Whatever a program could pick up from the tree it is pointed at; the maintainer is told that code changes."""
    mark = tmp_path / "ran"
    shell, python = f"touch {mark}\n", f"open({str(mark)!r}, 'w')\n"
    (fork / "scripts" / "mingzhang" / "__init__.py").write_text(python)
    for name in ("conftest.py", "sitecustomize.py", "setup.py", "yaml.py", "click.py", "datapackage/json.py"):
        (fork / name).write_text(python)
    (fork / "Makefile").write_text(f"$(shell touch {mark})\nsetup:\n\ttouch {mark}\n")
    (fork / "pyproject.toml").write_text(f'[build-system]\nrequires = ["{mark}"]\n')
    hooked = f"site_name: x\ndocs_dir: build/docs\nhooks: [{fork / 'conftest.py'}]\n"
    (fork / "mkdocs.yml").write_text(hooked)
    (fork / ".github" / "scripts" / "preview.sh").write_text(shell)
    (fork / ".gitattributes").write_text("* filter=evil diff=evil\n")
    (fork / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch {mark}"\n')
    (fork / ".envrc").write_text(shell)
    commit(fork)
    runner = review(project, fork, tmp_path, PREVIEW_MEGABYTES="0")
    assert not mark.exists()
    assert runner.outcome(PREVIEW) == "success", runner.output(PREVIEW)
    assert "too large to be kept" in runner.summary  # the pages were built, by the program of the base
    assert "须由维护者审阅" in runner.summary
    assert "change-place" in unescape(runner.summary)  # datapackage/json.py
    assert not (runner.workspace / "head" / ".venv").exists()


def test_what_is_judged_is_what_would_be_merged(project: Path, fork: Path, tmp_path: Path) -> None:
    """With these attributes git would check out an honest source from a stored one that is gibberish."""
    source = sixth(fork) / "source.txt"
    place = source.relative_to(fork).as_posix()
    (fork / ".gitattributes").write_text(f"{place} working-tree-encoding=ISO-8859-1\n")
    commit(fork)
    stored = git(fork, "show", f"HEAD:{place}")
    assert stored != source.read_text(encoding="utf-8").strip()
    runner = review(project, fork, tmp_path)
    assert runner.outcome(JUDGE) == "failure"
    assert runner.artifacts == {}


def test_a_data_folder_that_is_a_link_shows_nothing_of_the_machine(project: Path, fork: Path, tmp_path: Path) -> None:
    shutil.rmtree(fork / "datapackage")
    (fork / "datapackage").symlink_to("../base/datapackage")
    commit(fork)
    runner = review(project, fork, tmp_path)
    assert runner.outcome(JUDGE) == "failure"
    assert runner.artifacts == {}


# --- run: pages and releases -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's repository on the server, bare; `make release` and `make deploy` as the Makefile has them."""
    server = tmp_path_factory.mktemp("server") / "project.git"
    git(project.parent, "clone", "--quiet", "--bare", str(project), str(server))
    return server


def server_with_release(published: Path, tmp_path: Path) -> Path:
    """A copy of the server on which a release has pages."""
    server, work = tmp_path / "server.git", tmp_path / "work"
    git(tmp_path, "clone", "--quiet", "--bare", str(published), str(server))
    git(tmp_path, "clone", "--quiet", str(server), str(work))
    git(work, "checkout", "--quiet", "--orphan", "gh-pages")
    git(work, "rm", "--quiet", "-r", "--force", ".")
    (work / "2020.01.1").mkdir()
    (work / "2020.01.1" / "index.html").write_text("released")
    (work / "latest" / "privacy").mkdir(parents=True)
    (work / "latest" / "index.html").write_text("released")
    (work / "latest" / "privacy" / "index.html").write_text("released")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "2020.01.1")
    git(work, "push", "--quiet", "origin", "gh-pages")
    return server


PAGES = {
    "github.ref": "refs/heads/main",
    "github.server_url": "https://example.invalid",
    "github.repository": "example/mingzhang",
    "vars.MINGZHANG_SITE_URL": "https://example.invalid/mingzhang/",
}


@pytest.mark.parametrize("released", [False, True])
def test_the_portal_of_main_stands_beside_the_releases(released: bool, published: Path, tmp_path: Path) -> None:
    server = server_with_release(published, tmp_path) if released else published
    before = git(server, "for-each-ref")
    runner = Runner(tmp_path / "runner", PAGES, {"": server})
    run_job(runner, "pages.build")
    assert runner.is_green, runner.done
    pages = runner.artifacts["github-pages"]
    home = pages / "main" if released else pages
    assert (home / "index.html").is_file()
    assert (home / "en" / "index.html").is_file()
    address = "https://example.invalid/mingzhang/main/" if released else "https://example.invalid/mingzhang/"
    assert address in (home / "sitemap.xml").read_text(encoding="utf-8")
    if released:
        assert (pages / "2020.01.1" / "index.html").read_text() == "released"
    newest = "https://example.invalid/mingzhang/latest/" if released else address
    assert canonical(home / "index.html") == [newest]
    assert canonical(home / "privacy" / "index.html") == [f"{newest}privacy/"]
    about = home / "about" / "index.html"  # a page that the release does not have
    assert canonical(about) == ([] if released else [f"{address}about/"])
    assert ('<meta name="robots" content="noindex">' in about.read_text(encoding="utf-8")) is released
    assert git(server, "for-each-ref") == before


def canonical(page: Path) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]*)"', page.read_text(encoding="utf-8"))


CATALOG = b"{}\n"
SUMS = f"{hashlib.sha256(CATALOG).hexdigest()}  catalog.json\n{hashlib.sha256(b'told').hexdigest()}  CHANGELOG.md\n"
DEPLOY = """
mkdir -p $VERSION/releases/$VERSION
echo $VERSION > $VERSION/index.html
cp ../../build/releases/$VERSION/catalog.json $VERSION/releases/$VERSION
rm -rf latest
cp -R $VERSION latest
echo '[{"version": "'$VERSION'", "title": "'$VERSION'", "aliases": ["latest"]}]' > versions.json
echo latest > index.html
touch .nojekyll
"""
"""What `make deploy` does to the pages, in short."""


def stand_in_targets(server: Path, tmp_path: Path, also: str = "") -> None:
    """What `make release` and `make deploy` leave behind, in a second or two; they themselves are tested elsewhere.

    `also` are commands that somebody slipped into the program that builds the pages, who cannot change the record.
    """
    work = tmp_path / "targets"
    git(tmp_path, "clone", "--quiet", str(server), str(work))
    (work / "Makefile").write_text(
        "export VERSION\nrelease:\n\tmkdir -p build/releases/$(VERSION)\n"
        "\tcp stand-in/* build/releases/$(VERSION)/\n"
        "deploy:\n\tif git rev-parse --quiet --verify refs/heads/gh-pages; then "
        " git worktree add --quiet build/pages gh-pages;"
        " else git worktree add --quiet --detach build/pages; git -C build/pages checkout --quiet --orphan gh-pages;"
        " git -C build/pages rm --quiet -rf .; fi\n"
        "\tcd build/pages && bash -e ../../deploy.sh\n"
        "\tgit -C build/pages add --all\n\tgit -C build/pages commit --quiet --message $(VERSION)\n"
    )
    (work / "deploy.sh").write_text(DEPLOY + also)
    (work / "stand-in").mkdir()
    files = {"catalog.json": CATALOG, "CHANGELOG.md": b"told", "SHA256SUMS": SUMS.encode()}
    for name, data in files.items():
        (work / "stand-in" / name).write_bytes(data)
    record = work / "site_src" / "releases" / "2026.11.1.json"
    record.parent.mkdir(exist_ok=True)
    told = [{"name": name, "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()]
    record.write_text(json.dumps({"files": told}))
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--all", "--message", "stand-ins")
    git(work, "push", "--quiet", "origin", "main")


def publish_of(server: Path, tmp_path: Path, version: str, artifacts: dict[str, Path]) -> Runner:
    """The job `publish` with what `build` handed over."""
    values = {**PAGES, "inputs.version": version, "github.token": "not-a-token"}
    head = {"GITHUB_SHA": git(server, "rev-parse", "main")}
    home = tmp_path / f"publish-{len(list(tmp_path.iterdir()))}"
    runner = Runner(home, values, {"": server}, artifacts=artifacts, environment=head)
    run_job(runner, "release.publish")
    return runner


def release(server: Path, tmp_path: Path, version: str) -> tuple[Runner, Runner | None]:
    """The jobs `build` and, where it is green, `publish`."""
    values = {**PAGES, "inputs.version": version}
    build = Runner(tmp_path / f"build-{len(list(tmp_path.iterdir()))}", values, {"": server})
    run_job(build, "release.build")
    return build, publish_of(server, tmp_path, version, build.artifacts) if build.is_green else None


def test_a_release_is_tagged_and_its_pages_are_added_to_the_earlier_ones(published: Path, tmp_path: Path) -> None:
    server = server_with_release(published, tmp_path)
    stand_in_targets(server, tmp_path)
    build, publish = release(server, tmp_path, "2026.11.1")
    assert build.is_green, build.done
    assert publish is not None
    assert publish.is_green, publish.done
    assert git(server, "rev-parse", "2026.11.1^{commit}") == git(server, "rev-parse", "main")
    assert git(server, "show", "gh-pages:2020.01.1/index.html") == "released"
    assert git(server, "show", "gh-pages:2026.11.1/index.html") == "2026.11.1"
    called = publish.calls_file.read_text().splitlines()
    assert called[0].startswith("gh release create 2026.11.1 --verify-tag")
    assert {word.rpartition("/")[2] for word in called[0].split() if "/files/" in word} == {
        "CHANGELOG.md", "SHA256SUMS", "catalog.json",
    }  # fmt: skip
    assert "not-a-token" not in "".join(ran.output for ran in publish.done)

    # the same run again, as after a failure of its last step: nothing moves, and it ends well
    before = git(server, "for-each-ref")
    again = publish_of(server, tmp_path, "2026.11.1", build.artifacts)
    assert again.is_green, again.done
    assert git(server, "for-each-ref") == before

    without_record, nothing = release(server, tmp_path, "2026.11.2")
    assert without_record.outcome("Make the release, as its record says") == "failure"
    assert nothing is None
    once_more, nothing = release(server, tmp_path, "2026.11.1")
    assert once_more.outcome("Is the version one, and new?") == "failure"
    assert nothing is None


FILES, ONLY_ADDED = "Are the files those of the record?", "Do the pages add this release and change no other?"
ANOTHER_PAST = "git checkout --quiet --orphan x; git branch -D gh-pages; git branch -m gh-pages\n"
OTHER_SUMS = "cd ../releases/$VERSION; echo x > catalog.json; sha256sum c* C* > SHA256SUMS; cd -\n"


@pytest.mark.parametrize(
    ("also", "step", "why"),
    [
        ("echo x > 2020.01.1/index.html\n", ONLY_ADDED, "pages of another release would change"),
        ("rm -r 2020.01.1\n", ONLY_ADDED, "pages of another release would change"),
        ("mkdir 2030.01.1; echo x > 2030.01.1/index.html\n", ONLY_ADDED, "pages of another release would change"),
        ("echo x > CNAME\n", ONLY_ADDED, "pages of another release would change"),
        ("echo x > latest/index.html\n", ONLY_ADDED, "latest is not 2026.11.1"),
        ("ln -s /etc $VERSION/etc; ln -s /etc latest/etc\n", ONLY_ADDED, "the pages hold what is no file"),
        ("echo '[]' > versions.json\n", ONLY_ADDED, "does not name 2026.11.1 as the latest"),
        (
            "for one in $VERSION latest; do echo x > $one/releases/$VERSION/catalog.json; done\n",
            ONLY_ADDED,
            "is not the one that was released",
        ),
        (ANOTHER_PAST, ONLY_ADDED, "do not follow"),
        ("echo x >> ../releases/$VERSION/CHANGELOG.md\n", FILES, "a file is not as it was recorded"),
        ("echo x > ../releases/$VERSION/more.txt\n", FILES, "other files were handed over"),
        (OTHER_SUMS, FILES, "not those that were merged"),
    ],
)
def test_what_was_handed_over_is_not_trusted(also: str, step: str, why: str, published: Path, tmp_path: Path) -> None:
    """Whatever the job that runs the program does to other releases or to the files, nothing is published."""
    server = server_with_release(published, tmp_path)
    stand_in_targets(server, tmp_path, also)
    before = git(server, "for-each-ref")
    build, publish = release(server, tmp_path, "2026.11.1")
    assert build.is_green, build.done
    assert publish is not None
    assert publish.outcome(step) == "failure", publish.done
    assert why in publish.output(step)
    assert git(server, "for-each-ref") == before
    assert not publish.calls_file.exists() or "release create" not in publish.calls_file.read_text()


@pytest.mark.parametrize(
    "version", ["2026.11", "2026.13.1", "2026.11.1; touch pwned", "$(touch pwned)", "-h", "", "v1"]
)
def test_what_is_no_version_is_not_released(version: str, published: Path, tmp_path: Path) -> None:
    build, publish = release(published, tmp_path, version)
    assert build.outcome("Is the version one, and new?") == "failure"
    assert build.outcome("Make the release, as its record says") == "skipped"
    assert publish is None
    assert list(tmp_path.rglob("pwned")) == []


# --- run: the action others use ----------------------------------------------------------------------


def run_action(project: Path, repository: Path, tmp_path: Path, **inputs: str) -> Runner:
    given = {name: told.get("default", "") for name, told in ACTION["inputs"].items()} | inputs
    values = {f"inputs.{name}": value for name, value in given.items()}
    runner = Runner(
        tmp_path / "runner", values, environment={"GITHUB_ACTION_PATH": str(project / ".github/actions/validate")}
    )
    shutil.copytree(repository, runner.workspace, symlinks=True, dirs_exist_ok=True)
    prepare_environment(project, runner.temp / "mingzhang")
    steps = [step for step in ACTION["runs"]["steps"] if "pip install" not in step.get("run", "")]
    assert len(steps) == len(ACTION["runs"]["steps"]) - 1
    runner.run(steps, {})
    commands_are_ours(runner)
    return runner


@pytest.fixture
def elsewhere(fork_template: Path, tmp_path: Path) -> Path:
    """Another repository that holds one package below `data/`."""
    repository = tmp_path / "elsewhere"
    folder = sixth(fork_template)
    shutil.copytree(folder, repository / "data" / folder.parent.name / folder.name)
    git(repository, "init", "--quiet", "--initial-branch", "main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "a package")
    return repository


def test_others_can_validate_their_packages(project: Path, elsewhere: Path, tmp_path: Path) -> None:
    runner = run_action(project, elsewhere, tmp_path, root="data", against="main")
    assert runner.is_green, runner.done
    assert runner.outputs["validate", "accepted"] == "true"
    assert "All data packages are valid" in runner.summary


def test_others_are_told_what_is_not_valid(project: Path, elsewhere: Path, tmp_path: Path) -> None:
    folder = next((elsewhere / "data").glob("*/*"))
    (folder / "data" / "::error::x").write_text("x")
    readme = folder / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8") + "::set-output name=accepted::true\n", encoding="utf-8")
    runner = run_action(project, elsewhere, tmp_path, root="data")
    assert runner.outcome("Validate") == "failure"
    assert runner.outputs["validate", "accepted"] == "false"
    assert "file-unexpected" in runner.output("Validate")
    assert runner.outcome("Annotate what does not hold in the documents") == "skipped"


def test_a_root_that_is_an_option_is_no_option(project: Path, elsewhere: Path, tmp_path: Path) -> None:
    runner = run_action(project, elsewhere, tmp_path, root="--help", against="--help")
    assert runner.outputs["validate", "accepted"] == "false"


def test_scripts_of_ci_can_be_read_by_bash() -> None:
    for path in (GITHUB / "scripts").glob("*.sh"):
        assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
        assert not path.stat().st_mode & stat.S_IWOTH


def test_dependabot_looks_after_everything_that_is_pinned() -> None:
    told = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))
    watched = {
        (one["package-ecosystem"], place)
        for one in told["updates"]
        for place in one.get("directories", [one.get("directory")])
    }
    assert watched == {("github-actions", "/"), ("github-actions", "/.github/actions/validate"), ("pip", "/")}
