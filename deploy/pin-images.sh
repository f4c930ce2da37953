#!/bin/sh
# Write the digest of each image into .env, as the registry gives it now: `make pin-images`.
# A tag can be moved; what stands in .env afterwards cannot. Needs docker and the network.
set -eu
cd "$(dirname "$0")/.."
touch .env
sed -n 's/^#\?\([A-Z]*_IMAGE\)=\([^@]*\).*/\1 \2/p' .env.example | while read -r name image; do
    docker pull --quiet "$image" > /dev/null
    digest=$(docker image inspect --format '{{index .RepoDigests 0}}' "$image")
    case "$digest" in *@sha256:*) ;; *) echo "No digest for $image" >&2; exit 1 ;; esac
    pinned="$image@${digest#*@}"
    sed -i "/^$name=/d" .env
    echo "$name=$pinned" >> .env
    echo "$name=$pinned"
done
