/** What is asked of each request. */
export const SOURCES = ['users', 'orders', 'tags'];
