#!/usr/bin/env bash
# One shard of a batch per task of a Slurm array; submit with: sbatch --array=1-20 slurm-array.sh
#SBATCH --job-name=overbuild
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=04:00:00
#SBATCH --output=shard-%a.log
#SBATCH --requeue
set -uo pipefail

# Ten minutes before the limit the shard stops by itself (exit code 75); the task is queued again and resumes.
overbuild batch baseline --runs 100000 --seed 1 \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --out "results/part-$SLURM_ARRAY_TASK_ID" \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" --max-time "${SHARD_TIME:-3h50m}" --resume
code=$?
if [ "$code" -eq 75 ]; then
  scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
fi
exit "$code"
