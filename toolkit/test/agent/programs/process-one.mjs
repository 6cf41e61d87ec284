// As process 1 of a container: a signal that it does not handle does not end it, and neither does one that it sends itself.
process.kill = (_, signal) => {
  console.log(`${signal} does nothing`);
  return true;
};
await import('./service.mjs');
