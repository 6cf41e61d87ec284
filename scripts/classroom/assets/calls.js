// Asking the server. What it refuses is an Error with its words.

const API = '/api/instructor';
/** So many learners are taken out by one request: see protocol/words.ts. */
const TOGETHER = 500;

async function ask(path, options = {}) {
  const response = await fetch(`${API}${path}`, options);
  if (response.ok) return response;
  const refusal = await response.json().catch(() => ({ message: `${response.status}` }));
  throw Object.assign(new Error(refusal.message), { status: response.status });
}

const post = (path, body = {}) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** The private link carries its token behind `#`, which no server and no log gets to see; it leaves the address at once. */
export async function logIn() {
  const token = location.hash.slice(1);
  if (token === '') return;
  history.replaceState(null, '', location.pathname);
  await post('/login', { token });
}

export const steer = (order) => post('/steer', order);
export const share = () => post('/share');
export const removeAll = async (ids) => {
  for (let first = 0; first < ids.length; first += TOGETHER)
    await steer({ do: 'remove-many', learners: ids.slice(first, first + TOGETHER) });
};
export const deleteAll = () => post('/delete');
export const historyOf = async (id) => (await ask(`/learners/${id}`)).json();
export const snapshot = async () => (await ask('/snapshot')).json();
/** Whether this browser may see the dashboard. */
export const check = () => ask('/snapshot');
