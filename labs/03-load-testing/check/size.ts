/** The size of a load. */
export const REQUESTS = 1000;
export const CONNECTIONS = 100;
/** A script may send a few more, to warm a route up. */
export const WARM_UP = 100;
