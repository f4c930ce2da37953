"""Start servers of its own, with the disk in play, and measure on them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from dev.postgres import Cluster
from dev.redis_server import Redis

SETTINGS = {
    "SECRET_KEY": "known-to-all-and-only-for-measuring",
    "DEBUG": "0",
    "DEMO": "1",  # plain static files, as in the demo
    "EMAIL_URL": "memorymail://",
    "DJANGO_SETTINGS_MODULE": "ggo_portal.settings",
}


def main() -> int:
    """Measure in a process that finds the servers in its environment."""
    with tempfile.TemporaryDirectory(prefix="ggo-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # as root the database runs as another user
        cluster, redis = Cluster(folder / "postgres"), Redis(folder / "redis")
        cluster.start()
        redis.start()
        try:
            return run_measurements(cluster.url(), redis.url(), folder)
        finally:
            redis.stop()
            cluster.stop()
            cluster.remove()


def run_measurements(database_url: str, redis_url: str, folder: Path) -> int:
    """Run `bench.run` against these servers; its exit code."""
    servers = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "MEDIA_ROOT": str(folder / "media"),
    }
    environment = os.environ | SETTINGS | servers
    command = [sys.executable, "-m", "bench.run", *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - the arguments of who runs it


if __name__ == "__main__":
    sys.exit(main())
