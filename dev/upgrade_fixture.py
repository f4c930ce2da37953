"""A filled database as this version leaves it, on which the next tries its migrations.

`python -m dev upgrade-fixture` writes it; `tests/upgrade` brings it up to date.
"""

import lzma
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.utils import timezone
from django.utils.module_loading import import_string

from dev.environment import own_settings
from dev.postgres import FAST, Cluster
from dev.preparing import fill_database
from ggo_portal.backup.programs import run_program
from ggo_portal.build.places import ROOT, VAR, make_folders, print_progress

FIXTURE = ROOT / "tests" / "upgrade" / "last_version.dump.xz"


def make_upgrade_fixture() -> None:
    """Fill a new database with the demo, seal its record, and keep a dump of it.

    The server is one of its own and gone afterwards, and so are mails and files:
    the dump holds rows alone.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ |= _settings(_start_server(stack), folder)
        fill_database()
        # Models can be imported once Django is set up, which takes the settings above.
        import_string("dossiers.audit.seals.seal_day")(at=timezone.now())
        _keep_dump(folder / "dump")
    print_progress(f"{FIXTURE}: {FIXTURE.stat().st_size:,} bytes")


def _start_server(stack: ExitStack) -> str:
    """The address of a database that ends with the stack."""
    make_folders()
    cluster = Cluster(VAR / "upgrade", FAST)
    cluster.remove()
    stack.callback(cluster.remove)
    stack.callback(cluster.stop)
    cluster.start()
    return cluster.url()


def _settings(database: str, folder: Path) -> dict[str, str]:
    return own_settings() | {
        "DATABASE_URL": database,
        "EMAIL_URL": "memorymail://",
        "LOG_LEVEL": "ERROR",
        "MEDIA_ROOT": str(folder / "media"),
        "REDIS_URL": f"unix://{folder}/no-redis.sock",
    }


def _keep_dump(plain: Path) -> None:
    """Dump all rows and tables, whoever owns them; xz halves what pg_dump can do."""
    bare = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
    run_program("pg_dump", *bare, f"--file={plain}")
    packed = lzma.compress(plain.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    FIXTURE.write_bytes(packed)
