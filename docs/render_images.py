"""Take the picture of the README from a report page, with the Chromium of the system."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).parent / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    # time for the pictures to be drawn, in milliseconds of the page's own clock
    "--virtual-time-budget=10000",
)


def photograph(page: Path, picture: Path, browser: str, size: str) -> None:
    """Save what a reader sees first when he opens the page.

    Raises
    ------
    subprocess.CalledProcessError
        If the browser fails.
    """
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser,
            *QUIET,
            f"--user-data-dir={profile}",
            f"--window-size={size}",
            f"--screenshot={picture}",
            page.resolve().as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("page", type=Path, help="a page written by backfire")
    parser.add_argument("--name", default="answer", help="name of the picture, without its ending")
    parser.add_argument("--size", default="1280,1100", help="width,height in pixels")
    arguments = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"one of {', '.join(BROWSERS)} must be installed")
        return 1
    picture = IMAGES / f"{arguments.name}.png"
    photograph(arguments.page, picture, browser, arguments.size)
    print(f"wrote {picture.name} into {picture.parent}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
