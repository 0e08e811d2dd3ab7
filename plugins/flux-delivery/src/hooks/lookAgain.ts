/**
 * How often an open page looks again whether its reader may still see what it shows; milliseconds. With a tenth of it (so that pages do
 * not ask together), the second that the backend's knowledge of rights may be old, and the time of two answers, that is less than ten
 * seconds.
 */
export const LOOK_AGAIN_EVERY = 7_000;
