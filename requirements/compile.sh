#!/bin/sh
# Compiles the requirement files: pinned, with hashes, without any index address or local path.
set -eu
cd "$(dirname "$0")/.."
compile() {
  out=$1; shift
  uv pip compile pyproject.toml "$@" --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file "requirements/$out"
}
# hatchling builds the package itself, also for those who only run it.
printf "hatchling>=1.27\neditables\n" | uv pip compile pyproject.toml - --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements/run.txt
compile dev.txt --extra dev --extra ocr --extra tables --extra write --extra service --constraint requirements/run.txt
compile service.txt --extra service --extra write --extra ocr --constraint requirements/dev.txt
compile documents.txt --extra tables --extra write --constraint requirements/dev.txt
compile bench.txt --extra dev --extra ocr --extra tables --extra write --extra service --extra bench --constraint requirements/dev.txt
# ACRO wants an older pandas than the other peers.
printf "acro>=1.0\n" | uv pip compile - --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements/acro.txt
