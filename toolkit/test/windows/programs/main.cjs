const { collect, isTracking, profile, skipped } = require('taskscope');
const { accept } = require('./orders.ts');

async function main() {
  await accept();
  await collect();
  console.log(JSON.stringify({ ...profile(), tracking: isTracking(), skipped: skipped() }));
}

void main();
