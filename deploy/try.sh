#!/usr/bin/env bash
# Bring the portal up on a bare Debian 12 by docs/operations.md alone: `make try-deploy`.
#
# Makes a Debian in a folder, runs the `sh` blocks of the section “A server, step by step” in
# it as they stand there, boots it with its own systemd and a network of its own (so that no
# port and no server of this machine is touched), and looks at the result as a visitor would.
# Needs root, debootstrap and systemd-nspawn (Debian: debootstrap, systemd-container).
#
#   deploy/try.sh [FOLDER]     FOLDER keeps the bare Debian for the next time
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
base=${1:-${TMPDIR:-/tmp}/ggo-portal-bare}
name=ggo-try-$$
machine=$base.$name
FIRST_WITHOUT_NETWORK=3 # steps 1 and 2 install and build
boot=

finish() {
    if [ -n "$boot" ]; then
        kill -TERM "$boot" 2>/dev/null || true
        wait "$boot" 2>/dev/null || true
    fi
    rm -rf "$machine" "$machine.steps" "$machine.bundle"
}
trap finish EXIT

say() { printf '\n== %s\n' "$*"; }

# The blocks, without the indentation of the list that they stand in.
mkdir -p "$machine.steps"
python3 - "$here/docs/operations.md" "$machine.steps" <<'END'
import pathlib, re, sys, textwrap
page, out = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
[section] = re.findall(r"^## A server, step by step\n(.*?)^## ", page, re.M | re.S)
for number, block in enumerate(re.findall(r"^ *```sh\n(.*?)^ *```", section, re.M | re.S), 1):
    (out / str(number)).write_text("set -eux\n" + textwrap.dedent(block))
END

if [ ! -e "$base/etc/debian_version" ]; then
    say "A bare Debian 12"
    debootstrap --variant=minbase --include=systemd-sysv,ca-certificates bookworm "$base"
fi
rm -rf "$machine"
cp -a --reflink=auto "$base" "$machine"
cp "$here"/.npmrc "$machine/root/" 2>/dev/null || true
git -C "$here" bundle create --quiet "$machine.bundle" HEAD
cp "$machine.bundle" "$machine/root/portal.bundle"
mkdir "$machine/root/steps" && cp "$machine.steps"/* "$machine/root/steps/"

# How this machine reaches its package registries holds for the build as well. Its
# certificates lie beside those of the Debian, which a newer package replaces.
within=(systemd-nspawn --quiet --register=no --keep-unit --directory="$machine" --machine="$name")
network=(--setenv=REPOSITORY=/root/portal.bundle --setenv=DEBIAN_FRONTEND=noninteractive
    --bind-ro=/etc/ssl/certs:/root/certs --resolv-conf=copy-host)
for file in /etc/pip.conf /etc/apt/sources.list.d; do
    [ ! -e "$file" ] || network+=("--bind-ro=$file")
done
for setting in PIP_CERT SSL_CERT_FILE NODE_EXTRA_CA_CERTS; do
    [ -z "${!setting:-}" ] || network+=("--setenv=$setting=${!setting/#\/etc\/ssl\/certs\//\/root\/certs\/}")
done

printf '#!/bin/sh\nexit 101\n' > "$machine/usr/sbin/policy-rc.d" # start nothing yet
chmod +x "$machine/usr/sbin/policy-rc.d"
for ((step = 1; step < FIRST_WITHOUT_NETWORK; step++)); do
    say "Step $step"
    "${within[@]}" "${network[@]}" --pipe sh "/root/steps/$step"
done
rm "$machine/usr/sbin/policy-rc.d"

say "Boot"
"${within[@]}" --private-network --boot < /dev/null > "$machine.log" 2>&1 &
boot=$!
leader() { pgrep --parent "$boot" | head -n 1; }
inside() { nsenter --target "$(leader)" --mount --uts --ipc --net --pid --root --wd=/ -- \
    env -i --chdir=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    LANG=C.UTF-8 "$@"; }
for _ in $(seq 60); do
    sleep 1
    case $(inside systemctl is-system-running 2>/dev/null) in running | degraded) break ;; esac
done

say "A mail server that takes everything"
inside sh -c 'python3 -u -W ignore -m smtpd -n -c DebuggingServer 127.0.0.1:25 \
    > /root/mail.log 2>&1 & sleep 2'

for ((step = FIRST_WITHOUT_NETWORK; step <= $(ls "$machine.steps" | wc -l); step++)); do
    say "Step $step"
    inside sh "/root/steps/$step"
done

say "What an operator sees"
inside bash -eux < "$here/deploy/look.sh"
say "It works as written."
