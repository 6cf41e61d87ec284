import { Channel, go, select } from 'taskscope';

interface Service {
  updates: Channel<string> | null;
}

// #region leaking
export async function leaking() {
  const service: Service = { updates: null }; // it was to be made later, and never was
  go(async () => {
    await select([{ receive: service.updates }]); // no case can ever be chosen
  });
  return service;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const service: Service = { updates: new Channel() };
  go(async () => {
    await select([{ receive: service.updates }]);
  });
  service.updates?.close();
  return service;
}
// #endregion healthy
