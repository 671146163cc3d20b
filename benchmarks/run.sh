#!/bin/sh
# Every headline figure, one command after the other, with the interpreter given (one that has the peers installed).
# ACRO, which bears none of the other peers, has an interpreter of its own.
set -u
python=${1:-python3}
acro=${2:-$python}
failed=0
for figure in read check count questions compile scan pages write tabulate "protect --acro $acro"; do
  echo "== $python -m benchmarks.$figure"
  # shellcheck disable=SC2086 # a figure may have arguments
  "$python" -m benchmarks.$figure || failed=1
done
exit $failed
