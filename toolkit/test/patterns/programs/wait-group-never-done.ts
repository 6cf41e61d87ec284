import { go, WaitGroup } from 'taskscope';

const fetchPage = async (page: number): Promise<void> => {
  if (page === 2) throw new Error('not found');
};

// #region leaking
export async function leaking() {
  const group = new WaitGroup();
  for (const page of [1, 2, 3]) {
    group.add();
    go(async () => {
      await fetchPage(page); // throws, once
      group.done();
    }).catch(() => {});
  }
  go(() => group.wait());
  return group;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const group = new WaitGroup();
  for (const page of [1, 2, 3]) {
    group.go(() => fetchPage(page)).catch(() => {}); // done however it ends
  }
  go(() => group.wait());
  return group;
}
// #endregion healthy
