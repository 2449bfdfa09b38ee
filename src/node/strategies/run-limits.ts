/** What a run with the user's strategies may take, unless told otherwise. */

export const RUN_SECONDS = 10;
export const RUN_MEMORY_MB = 512;
