// Who is said to have started a task.
import { EventEmitter } from 'node:events';
import { tasks } from 'taskscope';

const said = {};
const hold = new Promise((resolve) => setTimeout(resolve, 200));
async function child(name) { said[name] = 'running'; await hold; }
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function all() { await Promise.all([child('all, first'), child('all, second')]); }
async function afterAwait() { await turn(); await Promise.all([1].map(() => child('after an await'))); }
async function emits() { const e = new EventEmitter(); e.on('x', () => void child('emit')); await turn(); e.emit('x'); await hold; }
async function catches() { try { await Promise.reject(new Error()); } catch { void child('in a catch'); } await hold; }
async function finallyStarts() { try { await turn(); } finally { void child('in a finally'); } await hold; }
async function loops() { for await (const x of [1]) void child('in a for await'); await hold; }
async function afterLoop() { for await (const x of [1]) {} void child('after a for await'); await hold; }
async function timers() { setTimeout(() => void child('timer'), 1); setImmediate(() => void child('immediate')); await hold; }
async function thens() { Promise.resolve().then(() => void child('then')); await hold; }
async function rejects() { await Promise.reject(new Error()); }
async function caughtOutside() { await rejects().catch(() => {}); setTimeout(() => void child('timer after a rejection'), 2); await hold; }
async function joined() { await child('joined'); }
const started = [all(), afterAwait(), emits(), catches(), finallyStarts(), loops(), afterLoop(), timers(), thens(), caughtOutside(), joined()];
await new Promise((resolve) => setTimeout(resolve, 60));
const children = tasks().filter(({ name }) => name === 'child');
const counts = {};
for (const { createdBy } of children) { const by = createdBy?.name ?? '(root)'; counts[by] = (counts[by] ?? 0) + 1; }
const stack = tasks().find(({ name }) => name === 'joined').frames.map(({ name, line }) => `${name}:${line}`);
await Promise.all(started);
process.stdout.write(JSON.stringify({ counts, stack, end: tasks().length }));
