/** How long the backend takes, in milliseconds. Not to be edited. */
export const TABLES = { users: 5, orders: 10, tags: 30 };
export const AUDIT = 800;
export const RENEWAL = 800;
