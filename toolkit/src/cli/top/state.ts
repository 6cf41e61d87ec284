/** What `top` shows and what its keys do: values only, no terminal and no process. */
import type { Statistics } from '../../protocol/statistics.ts';
import type { Group, Profile } from '../../registry/groups.ts';

export const ORDERS = ['count', 'growth', 'wait'] as const;
export type Order = (typeof ORDERS)[number];

export interface Row extends Group {
  /** Tasks a second since the reading before. */
  growth: number;
}

export interface State {
  statistics: Statistics | null;
  rows: Row[];
  /** Growth of the task count, a second. */
  growth: number;
  order: Order;
  frozen: boolean;
  /** Index in `rows`. */
  selected: number;
  /** Whether the stack of the selected group is open. */
  open: boolean;
  /** Why there is no newer reading. */
  problem: string | null;
}

export type Event =
  | { kind: 'read'; statistics: Statistics; profile: Profile; seconds: number }
  | { kind: 'problem'; message: string }
  | { kind: 'key'; key: Key };

export type Key = 'up' | 'down' | 'sort' | 'freeze' | 'open' | 'back';

export const START: State = {
  statistics: null,
  rows: [],
  growth: 0,
  order: 'count',
  frozen: false,
  selected: 0,
  open: false,
  problem: null,
};

export function advance(state: State, event: Event): State {
  switch (event.kind) {
    case 'read':
      return state.frozen ? state : read(state, event);
    case 'problem':
      return { ...state, problem: event.message };
    case 'key':
      return press(state, event.key);
  }
}

function read(state: State, { statistics, profile, seconds }: Event & { kind: 'read' }): State {
  const before = new Map(state.rows.map((row) => [keyOf(row), row.count]));
  const first = state.statistics === null || seconds <= 0;
  const perSecond = (now: number, then: number): number => (first ? 0 : (now - then) / seconds);
  const rows = profile.groups.map((group) => ({
    ...group,
    growth: perSecond(group.count, before.get(keyOf(group)) ?? 0),
  }));
  const growth = perSecond(statistics.allThreads.tasks, state.statistics?.allThreads.tasks ?? 0);
  return sorted({ ...state, statistics, rows, growth, problem: null });
}

function press(state: State, key: Key): State {
  const last = Math.max(0, state.rows.length - 1);
  switch (key) {
    case 'up':
      return { ...state, selected: Math.max(0, state.selected - 1) };
    case 'down':
      return { ...state, selected: Math.min(last, state.selected + 1) };
    case 'sort': {
      const next = ORDERS[(ORDERS.indexOf(state.order) + 1) % ORDERS.length] ?? 'count';
      return sorted({ ...state, order: next });
    }
    case 'freeze':
      return { ...state, frozen: !state.frozen };
    case 'open':
      return { ...state, open: state.rows.length > 0 };
    case 'back':
      return { ...state, open: false };
  }
}

/** The same group stays selected wherever it moves to. */
function sorted(state: State): State {
  const chosen = state.rows[state.selected];
  const rows = [...state.rows].sort((a, b) => measure(b, state.order) - measure(a, state.order) || b.count - a.count);
  const place = chosen === undefined ? -1 : rows.findIndex((row) => keyOf(row) === keyOf(chosen));
  const kept = Math.min(state.selected, Math.max(0, rows.length - 1));
  return { ...state, rows, selected: place < 0 ? kept : place, open: state.open && rows.length > 0 };
}

function measure({ count, growth, ms }: Row, order: Order): number {
  return order === 'count' ? count : order === 'growth' ? growth : ms;
}

function keyOf({ leaked, wait, name, labels, frames, createdBy }: Group): string {
  return JSON.stringify([leaked, wait, name, labels, createdBy, frames]);
}
