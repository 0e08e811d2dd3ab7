/**
 * Nothing that decides what a caller may see is older; milliseconds. With the longest pause between two looks of an open page (`LOOK_AGAIN_EVERY`
 * of the frontend, and a tenth) that is less than the ten seconds within which a right that was lost has no effect any more.
 */
export const DECIDING_MS = 1_000;
