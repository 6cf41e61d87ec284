/** A module that waits at its top. */
const doors = [];
setImmediate(() => process.emit('ready'));
await new Promise((resolve) => doors.push(resolve)); // suspended 1 (top level): variable doors
