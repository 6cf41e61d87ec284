// Keeps one core busy until whoever started it is gone. Its own loop stays free, to notice that; a thread does the work.
import { Worker } from 'node:worker_threads';

process.on('disconnect', () => process.exit());
new Worker('for (;;);', { eval: true, execArgv: [] }).once('online', () => process.send?.('busy'));
