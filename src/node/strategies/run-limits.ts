/** Default limits of a run with the user's strategies. */

export const RUN_SECONDS = 10;
export const RUN_MEMORY_MB = 512;
