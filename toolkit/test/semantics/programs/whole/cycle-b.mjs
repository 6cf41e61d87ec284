import { a, hoisted } from './cycle-a.mjs';
export async function b(n) { await null; return n > 0 ? a(n - 1) : 'b'; }
hoisted().then((x) => console.log('called before its module ran:', x));
