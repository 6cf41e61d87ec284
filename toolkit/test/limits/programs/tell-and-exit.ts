/** Prints where tasks wait, as JSON, while the main module hangs. */
import { collect } from 'taskscope';
import { groups } from './groups.ts';

setImmediate(() => {
  collect().then(() => process.stdout.write(JSON.stringify(groups()), () => process.exit()));
});
