"""Settings: everything wrong is said at once, and no secret is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from distro.settings import Settings, SettingsError, child_environment, read, read_to_serve

KEY = "0123456789abcdef" * 4
SERVERS = {
    "DISTRO_DATABASE_URL": "postgresql://distro:hunter2@db/distro",
    "DISTRO_BROKER_URL": "redis://:hunter3@broker/0",
    "DISTRO_SECRET_KEY": KEY,
}
OWNER = {"DISTRO_OWNER_URL": "postgresql://distro_owner:hunter4@db/distro"}


def test_without_settings_the_embedded_servers_serve() -> None:
    assert read({}) == Settings()
    assert read({}).is_embedded
    with pytest.raises(ValueError, match="no database yet"):
        _ = read({}).database


def test_settings_go_to_children_and_come_back() -> None:
    settings = read(SERVERS | {"DISTRO_PORT": "8080", "DISTRO_DATA_DIR": "/srv/distro"})
    assert read(settings.environment()) == settings


def test_a_child_knows_the_settings_it_is_given_and_none_of_its_parents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text(KEY)
    monkeypatch.setenv("DISTRO_SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("DISTRO_MAIL_FROM", "of-the-parent@example.cn")
    monkeypatch.setenv("DISTRO_OWNER_URL", OWNER["DISTRO_OWNER_URL"])
    given = Settings(secret_key=KEY[::-1], port=8080)
    environment = child_environment(given)
    assert read(environment) == given
    assert "PATH" in environment


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    assert read({"DISTRO_HOST": "::1"}).base_url == "http://[::1]:8000"


def test_the_owner_of_the_database_stays_with_whoever_was_told() -> None:
    settings = read(SERVERS | OWNER)
    assert settings.owner_url == OWNER["DISTRO_OWNER_URL"]
    assert "DISTRO_OWNER_URL" not in settings.environment()


def test_what_serves_does_not_start_with_the_owners_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (SERVERS | OWNER).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match="DISTRO_OWNER_URL") as refused:
        read_to_serve()
    assert "hunter" not in str(refused.value)


def test_the_owner_goes_with_a_database_of_the_offices_own() -> None:
    with pytest.raises(SettingsError, match="DISTRO_OWNER_URL"):
        read(OWNER)


def test_secrets_are_not_shown() -> None:
    shown = repr(read(SERVERS | OWNER))
    assert "hunter" not in shown
    assert KEY not in shown


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n")
    assert read({"DISTRO_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == KEY


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read(
            {
                "DISTRO_DATABASE_URL": "mysql://u:hunter2@x/y",
                "DISTRO_PORT": "70000",
                "DISTRO_SECRET_KEY": "short",
                "DISTRO_PUBLIC_URL": "ftp://x",
                "DISTRO_DATBASE": "typo",
                "DISTRO_SMTP_URL_FILE": "/nowhere",
            }
        )
    message = str(refused.value)
    for name in ("DATABASE_URL", "PORT", "SECRET_KEY", "PUBLIC_URL", "DATBASE", "SMTP_URL_FILE"):
        assert f"DISTRO_{name}" in message
    assert "hunter2" not in message


def test_own_servers_need_their_broker_and_key() -> None:
    with pytest.raises(SettingsError) as refused:
        read({"DISTRO_DATABASE_URL": SERVERS["DISTRO_DATABASE_URL"]})
    assert "DISTRO_BROKER_URL" in str(refused.value)
    assert "DISTRO_SECRET_KEY" in str(refused.value)


@pytest.mark.parametrize("key", ["a" * 64, "changeme", ""])
def test_a_poor_key_is_refused(key: str) -> None:
    with pytest.raises(SettingsError):
        read(SERVERS | {"DISTRO_SECRET_KEY": key})
