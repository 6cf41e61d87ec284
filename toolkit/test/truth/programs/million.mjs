// A million leaks (or as many as are asked for): what they cost once they are collected.
import { collect, go, leakedCount, profile, taskCount } from 'taskscope';

const COUNT = Number(process.argv[2]);
const never = () => new Promise(() => {});
async function lost() { await never(); }
async function some(n) { for (let i = 0; i < n; i++) { void lost(); if (i % 10_000 === 0) await null; } }
const megabytes = () => process.memoryUsage().heapUsed / 2 ** 20;
await some(1000);
await collect();
const start = megabytes();
for (let done = 0; done < COUNT; done += 100_000) { await some(Math.min(100_000, COUNT - done)); await collect(); }
const held = [];
async function waits() { await new Promise((resolve) => held.push(resolve)); }
for (let i = 0; i < 50_000; i++) void waits();
const peak = taskCount();
for (const resolve of held.splice(0)) resolve();
await collect(); await collect();
const registry = globalThis[Symbol.for('taskscope.registry.2')];
process.stdout.write(JSON.stringify({ grown: megabytes() - start, count: taskCount(), leaked: leakedCount(), groups: profile().groups.length, peak, usage: registry.usage() }));
