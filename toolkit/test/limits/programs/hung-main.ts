import './tell-and-exit.ts';

// #region proven
async function main() {
  await new Promise(() => {}); // leaks: await
}

await main();
// #endregion proven
