const kept = new Map();

async function inWorker(index) {
  await new Promise((resolve) => kept.set(index, resolve));
}

for (let index = 0; index < 7; index++) inWorker(index);
// As a pool's worker does that has no work.
if (process.argv.includes('waiting')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
setInterval(() => {}, 1000);
