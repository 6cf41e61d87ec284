import { collect, isTracking, profile, skipped } from 'taskscope';
import { accept } from './orders.ts';

await accept();
await collect();
console.log(JSON.stringify({ ...profile(), tracking: isTracking(), skipped: skipped() }));
