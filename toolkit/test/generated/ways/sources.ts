/** Promises that come from no async function of the program: what they wait for, and whether something can settle them. */
import type { WaitReason } from 'taskscope';

export interface SourceRow {
  /** `hold` names what the harness settles in its round. */
  text(hold: string): string;
  /** `turn`: fulfilled in a later turn of the event loop. `held`, `refused`: settled in its round; `lost`: never. */
  fate: 'ready' | 'turn' | 'rejected' | 'lost' | 'held' | 'refused';
  reason: WaitReason;
}

const ready = (text: string): SourceRow => ({ text: () => text, fate: 'ready', reason: 'await' });
const lost = (text: string, reason: WaitReason = 'await'): SourceRow => ({ text: () => text, fate: 'lost', reason });
const held = (text: (hold: string) => string, reason: WaitReason = 'await'): SourceRow => ({
  text,
  fate: 'held',
  reason,
});

export const SOURCES = {
  null: ready('null'),
  resolved: ready('Promise.resolve(7)'),
  'a ready thenable': ready('h.thenable(true)'),
  'a ready thenable by a getter': ready('h.getterThenable(true)'),
  'a ready subclass': ready('Sub.resolve(7)'),
  'a buffered send': ready('new Channel(1).send(1)'),
  'a free lock': ready('new Mutex().lock()'),
  'a closed channel': ready('closedChannel().receive()'),
  turn: { text: () => 'h.turn()', fate: 'turn', reason: 'await' },
  rejected: { text: () => `Promise.reject(new Error('refused'))`, fate: 'rejected', reason: 'await' },
  'a rejected subclass': { text: () => `Sub.reject(new Error('refused'))`, fate: 'rejected', reason: 'await' },

  never: lost('new Promise(() => {})'),
  'a lost subclass': lost('new Sub(() => {})'),
  'a lost thenable': lost('h.thenable(false)'),
  'a lost thenable by a getter': lost('h.getterThenable(false)'),
  'a race of nothing': lost('Promise.race([])'),
  'an event that never comes': lost(`once(new EventEmitter(), 'x')`),
  'a lost receive': lost('new Channel().receive()', 'chan receive'),
  'a lost send': lost('new Channel().send(1)', 'chan send'),
  'a lost select': lost('select([{ receive: new Channel() }])', 'select'),
  'a lost lock': lost('lockedMutex().lock()', 'mutex lock'),
  'a lost wait group': lost('waitGroup().wait()', 'wait group'),
  'a lost condition': lost('condition().wait()', 'condition'),
  'a lost relock': lost('relock()', 'mutex lock'),

  held: held((hold) => `h.hold(${hold})`),
  'held by a closure': held((hold) => `new Promise((resolve) => h.later(${hold}, () => resolve(7)))`),
  'held by a listener': held((hold) => `h.listen(${hold})`),
  'held by a timer': held((hold) => `h.poll(${hold})`),
  'a held subclass': held((hold) => `new Sub((resolve) => h.later(${hold}, () => resolve(7)))`),
  'a held thenable': held((hold) => `h.thenable(${hold})`),
  'a held thenable by a getter': held((hold) => `h.getterThenable(${hold})`),
  'a held receive': held((hold) => `h.receiving(${hold}).receive()`, 'chan receive'),
  'a held send': held((hold) => `h.sending(${hold}).send(1)`, 'chan send'),
  'a held select': held((hold) => `select([{ receive: h.receiving(${hold}) }])`, 'select'),
  'a held lock': held((hold) => `h.mutex(${hold}).lock()`, 'mutex lock'),
  'a held wait group': held((hold) => `h.waitGroup(${hold}).wait()`, 'wait group'),
  'refused later': { text: (hold) => `h.refuse(${hold})`, fate: 'refused', reason: 'await' },
  'an aborted receive': {
    text: (hold) => `new Channel().receive({ signal: h.signal(${hold}) })`,
    fate: 'refused',
    reason: 'chan receive',
  },
} satisfies { [way: string]: SourceRow };

export type SourceWay = keyof typeof SOURCES;
