#!/bin/sh
# Every headline figure, one command after the other, with the interpreter given (one that has the peers installed).
set -u
python=${1:-python3}
failed=0
for figure in read check count questions compile scan pages; do
  echo "== $python -m benchmarks.$figure"
  "$python" -m "benchmarks.$figure" || failed=1
done
exit $failed
