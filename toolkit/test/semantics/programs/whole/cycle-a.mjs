import { b } from './cycle-b.mjs';
export async function a(n) { await null; return n > 0 ? b(n - 1) : 'a'; }
export async function hoisted() { await null; return 'hoisted'; }
console.log(await a(3), await b(2));
