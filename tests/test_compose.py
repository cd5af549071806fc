"""The file for an office's own servers keeps its promises: pinned, healthy, closed, and in step with the settings."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from distro import settings
from distro.flow import QUEUES

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
PRODUCT = {name: service for name, service in SERVICES.items() if "DISTRO_HOST" in service.get("environment", {})}
PRESS = SERVICES["pressroom"]
DOCKERFILE = COMPOSE["x-distro"]["build"]["dockerfile_inline"]
OFFICE = {"DISTRO_PUBLIC_URL": "https://distro.example.cn", "DISTRO_MAIL_FROM": "distro@example.cn"}


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    folder = tmp_path / "distro"
    run(ROOT / ".setup/secrets", folder)
    return folder


def environment(service: dict[str, Any], secrets: Path) -> dict[str, str]:
    """What the process sees: the office's own values filled in, the secrets where the container has them."""
    variables = {
        name: re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: OFFICE[found[1]], value)
        for name, value in service["environment"].items()
    }
    return {name: value.replace("/run/secrets", str(secrets)) for name, value in variables.items()}


def test_file_follows_the_compose_specification():
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", ROOT / "compose.yaml")


def test_one_image_serves_every_process_of_the_product():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert set(PRODUCT) == {"migrate", "web", "worker", "mail", "press", "beat"}
    assert {service["image"] for service in (*PRODUCT.values(), PRESS)} == {f"distro-documents:{version}"}


def test_every_image_is_pinned_to_one_release_of_a_named_registry():
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) == ["$${BASE}"]
    images = {service["image"] for service in SERVICES.values()} | {COMPOSE["x-distro"]["build"]["args"]["BASE"]}
    assert not [image for image in images if not re.search(r":[\w-]*(\d+\.\d+|\d{8})[\w.-]*$", image)]
    # podman asks no registry that a name does not name.
    assert {image.partition("/")[0] for image in images if not image.startswith("distro-documents:")} == {"docker.io"}


def test_image_takes_only_what_the_product_is_made_of():
    sources = [word for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.M) for word in line.split()[:-1]]
    assert not [source for source in sources if not (ROOT / source).exists()]
    assert {".", ".git", ".data", ".venv"}.isdisjoint(sources)
    sent = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert sent[1] == "*"
    assert {f"!{source.split('/')[0]}" for source in sources} == {line for line in sent if line.startswith("!")}


def test_nothing_runs_as_root_or_writes_where_it_should_not():
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M)[-1] == "distro"
    for name, service in SERVICES.items():
        assert name in PRODUCT or service is PRESS or service["user"] != "root"
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name


def test_what_is_read_only_gets_its_files_by_mounts():
    """Docker Compose copies inline content into the container, which a read-only one refuses."""
    given = [*COMPOSE.get("configs", {}).values(), *COMPOSE["secrets"].values()]
    assert not [each for each in given if set(each) != {"file"}]


def test_workers_are_asked_by_the_name_they_gave_themselves():
    """podman sets no HOSTNAME for a health check, and Celery's %h is what `hostname` prints."""
    for name in ("worker", "mail", "press"):
        assert SERVICES[name]["command"][-1] == f"{name}@%h"
        assert SERVICES[name]["healthcheck"]["test"][-1].endswith(f" {name}@$$(hostname)")


def test_logs_are_bounded_under_every_engine():
    assert {service["logging"]["driver"] for service in SERVICES.values()} == {"json-file"}
    assert {"max-size", "max-file"} == {name for service in SERVICES.values() for name in service["logging"]["options"]}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_what_falls_is_seen_and_started_again(name: str):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_nothing_starts_on_a_database_not_yet_migrated():
    assert SERVICES["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    for name in set(PRODUCT) - {"migrate"}:
        assert PRODUCT[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully", name


def test_only_the_pages_can_be_reached_and_only_from_this_machine():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:${DISTRO_PORT:-8000}:8000"]}
    assert COMPOSE["networks"]["backstage"]["internal"] is True
    assert SERVICES["database"]["networks"] == SERVICES["broker"]["networks"] == ["backstage"]


def test_the_press_has_no_network_and_no_secret_and_is_reached_where_it_serves():
    assert PRESS["network_mode"] == "none"
    assert {"networks", "secrets", "environment", "ports", "depends_on"}.isdisjoint(PRESS)
    assert PRESS["volumes"] == ["press:/run/distro"]
    for service in PRODUCT.values():
        assert service["environment"]["DISTRO_PRESS_SOCKET"] == PRESS["command"][-1]
        assert "press:/run/distro" in service["volumes"]


@pytest.mark.parametrize("name", sorted(PRODUCT))
def test_settings_accept_every_variable_and_miss_none(name: str, secrets: Path):
    read = settings.read(environment(PRODUCT[name], secrets))
    assert not read.is_embedded
    assert read.broker_url
    assert len(read.secret_key) >= settings.SECRET_LENGTH
    assert read.base_url == OFFICE["DISTRO_PUBLIC_URL"]
    assert read.mail_from == OFFICE["DISTRO_MAIL_FROM"]
    assert f"files:{read.data_dir}" in PRODUCT[name]["volumes"]
    assert "DISTRO_SMTP_URL_FILE" in PRODUCT[name]["environment"]


def test_no_secret_stands_in_the_file():
    for service in PRODUCT.values():
        plain = {name for name in service["environment"] if not name.endswith("_FILE")}
        assert plain.isdisjoint(
            {"DISTRO_DATABASE_URL", "DISTRO_OWNER_URL", "DISTRO_BROKER_URL", "DISTRO_SECRET_KEY", "DISTRO_SMTP_URL"},
        )


def test_every_secret_is_made_once_and_stays(secrets: Path):
    made = {path.name: path.read_bytes() for path in secrets.iterdir()}
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", [])}
    assert set(made) == set(COMPOSE["secrets"]) == used
    assert all(COMPOSE["secrets"][name]["file"] == f"${{DISTRO_SECRETS:-/etc/distro}}/{name}" for name in made)
    run(ROOT / ".setup/secrets", secrets)
    assert {path.name: path.read_bytes() for path in secrets.iterdir()} == made


def test_secrets_are_closed_to_others_and_differ(secrets: Path):
    assert secrets.stat().st_mode & 0o777 == 0o700
    random = [
        *("database_admin_password", "database_owner_password", "database_password"),
        *("broker_password", "secret_key"),
    ]
    assert len({(secrets / name).read_text() for name in random}) == len(random)


def test_passwords_agree_with_the_addresses(secrets: Path):
    def text(name: str) -> str:
        return (secrets / name).read_text().strip()

    assert text("database_url") == f"postgresql://distro:{text('database_password')}@database/distro"
    assert text("owner_url") == f"postgresql://distro_owner:{text('database_owner_password')}@database/distro"
    assert text("broker_url") == f"redis://:{text('broker_password')}@broker/0"


def test_the_owner_of_the_database_is_known_to_the_migration_alone(secrets: Path):
    for name, service in PRODUCT.items():
        is_told = "owner_url" in service["secrets"]
        assert is_told == ("DISTRO_OWNER_URL_FILE" in service["environment"]) == (name == "migrate"), name
    owner_url = settings.read(environment(PRODUCT["migrate"], secrets)).owner_url
    assert owner_url == (secrets / "owner_url").read_text().strip()


def test_the_database_makes_its_roles_at_its_first_start():
    mounted = dict(volume.split(":")[:2] for volume in SERVICES["database"]["volumes"])
    assert mounted["./.setup/database-roles"].startswith("/docker-entrypoint-initdb.d/")
    assert mounted["./.setup/database-roles"].endswith(".sh")
    script = (ROOT / ".setup/database-roles").read_text(encoding="utf-8")
    assert mounted["./migrations/roles.sql"] in script
    assert {"database_owner_password", "database_password"} <= set(SERVICES["database"]["secrets"])


def test_every_queue_is_consumed_and_the_press_prints_one_at_a_time():
    consumed = [
        queue
        for service in PRODUCT.values()
        if "-Q" in service["command"]
        for queue in service["command"][service["command"].index("-Q") + 1].split(",")
    ]
    assert sorted(consumed) == sorted(QUEUES)
    press = SERVICES["press"]["command"]
    assert press[press.index("-c") + 1] == "1"


@pytest.mark.parametrize(
    "name", sorted(name for name in SERVICES if SERVICES[name].get("command", [""])[0] == "distro")
)
def test_commands_of_the_product_exist(name: str):
    run(sys.executable, "-m", "distro.cli", *SERVICES[name]["command"][1:], "--help")
