const inner = async () => {
  await null;
  throw new RangeError('uncaught');
};
async function outer() {
  await inner();
}
await outer();
