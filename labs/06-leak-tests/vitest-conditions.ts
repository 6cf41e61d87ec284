/** In this repository `taskscope` is its source: what Vite has to be told for that. Not to be edited. */
const names = ['taskscope-source', 'node', 'import', 'module', 'default'];

export const conditions = { resolve: { conditions: names }, ssr: { resolve: { conditions: names } } };
