/** Looks for a page: with a task that sends pages, and with none. */
import { Channel, go } from 'taskscope';

const PAGES = ['one', 'two', 'three'];

// #region leaky
export async function leaky(): Promise<string | undefined> {
  const pages = new Channel<string>();
  go(async () => {
    for (const page of PAGES) await pages.send(page);
    pages.close();
  });
  for await (const page of pages) if (page === 'two') return page;
  return undefined;
}
// #endregion

// #region healthy
async function* readPages(): AsyncGenerator<string> {
  for (const page of PAGES) yield page;
}

export async function healthy(): Promise<string | undefined> {
  for await (const page of readPages()) if (page === 'two') return page;
  return undefined;
}
// #endregion
