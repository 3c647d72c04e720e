#!/usr/bin/env bash
# Build the pages of the packages of a contribution that are accepted: preview.sh BASE HEAD REVIEW FOLDER
# BASE is the project whose program is used, HEAD the contribution, REVIEW what `mingzhang review --save` wrote; the
# pages come to FOLDER/site. `ready=true` goes to $GITHUB_OUTPUT where there are pages, not too large to be kept.
set -euo pipefail

base=$1 head=$2 review=$3
mkdir -p "$4"
folder=$(cd "$4" && pwd)
most_megabytes=${PREVIEW_MEGABYTES:-100}

# What follows may print words of the contribution: none of them is a command to the runner.
token=$(cat /proc/sys/kernel/random/uuid)
echo "::stop-commands::$token"
trap 'echo "::$token::"' EXIT

if [ ! -f "$review" ]; then
  echo "there is no judgement: nothing is shown"
  exit 0
fi
"$base/.venv/bin/python" "$base/.github/scripts/accepted.py" "$review" "$base" "$head" "$folder/datapackage"
if [ ! -d "$folder/datapackage" ]; then
  echo "no package is accepted: there are no pages to look at"
  exit 0
fi

cd "$base"
.venv/bin/mingzhang site --root "$folder/datapackage"
.venv/bin/mkdocs build --strict --site-dir "$folder/site"

megabytes=$(du -sm "$folder/site" | cut -f1)
if [ "$megabytes" -gt "$most_megabytes" ]; then
  echo "预览过大，未保留。The preview is too large to be kept: $megabytes MB, at most $most_megabytes." >> "$GITHUB_STEP_SUMMARY"
  exit 0
fi
echo "预览见本次运行的产物 preview。The pages are the artifact “preview” of this run." >> "$GITHUB_STEP_SUMMARY"
echo "ready=true" >> "$GITHUB_OUTPUT"
