import './tell-and-exit.ts';

// #region held
await new Promise(() => {});
// #endregion held
