const kept = new Map();

async function inWorker(index) {
  await new Promise((resolve) => kept.set(index, resolve));
}

for (let index = 0; index < 7; index++) inWorker(index);
setInterval(() => {}, 1000);
