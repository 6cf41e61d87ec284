/** Loaded first: writes the snapshot once the program says that it is where it should be, with nothing of it on the stack. */
const { writeHeapSnapshot } = require('node:v8');

process.once('ready', () => {
  setImmediate(() =>
    setImmediate(() => {
      writeHeapSnapshot(process.env.SNAPSHOT);
      process.exit();
    }),
  );
});
