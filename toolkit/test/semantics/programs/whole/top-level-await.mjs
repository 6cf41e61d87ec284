import { readFile } from 'node:fs/promises';
const text = await readFile(new URL(import.meta.url), 'utf8');
export const later = async () => { await null; return text.length > 10; };
console.log(await later(), typeof import.meta.dirname);
for await (const x of [1, Promise.resolve(2)]) console.log(x);
try { await Promise.reject(new Error('top')); } catch (error) { console.log(error.message); }
export default async function () { await null; return 'default'; }
console.log(await (await import(import.meta.url)).default());
