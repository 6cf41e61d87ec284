/** A heap snapshot as small as one can be in which a function is suspended, with its token, record and number. */

interface SmallSnapshot {
  snapshot: {
    meta: {
      node_fields: string[];
      node_types: unknown[];
      edge_fields: string[];
      edge_types: unknown[];
      location_fields: string[];
    };
    node_count: number;
    edge_count: number;
  };
  nodes: number[];
  edges: number[];
  trace_tree: unknown[];
  locations: number[];
  strings: string[];
}

const NODE_TYPES = ['hidden', 'array', 'string', 'object', 'code', 'closure', 'number', 'native', 'synthetic'];
const EDGE_TYPES = ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak'];

type Edge = [type: string, name: string | number, to: string];

/** By a name of our own: kind, name, and edges. The first one is the root. */
const GRAPH: { [node: string]: [type: string, name: string, edges: Edge[]] } = {
  root: [
    'synthetic',
    '',
    [
      ['shortcut', 1, 'global'],
      ['element', 2, 'roots'],
    ],
  ],
  roots: ['synthetic', '(Stack roots)', [['element', 1, 'closure']]],
  global: ['object', 'global', [['property', 'list', 'array']]],
  array: ['object', 'Array', [['element', 0, 'promise']]],
  promise: ['object', 'Promise', [['internal', 'reactions_or_result', 'reaction']]],
  reaction: [
    'object',
    'system / PromiseReaction',
    [
      ['hidden', 1, 'handler'],
      ['weak', 'next', 'array'],
    ],
  ],
  handler: ['closure', '', [['internal', 'context', 'context']]],
  context: ['object', 'system / Context', [['internal', 'extension', 'generator']]],
  generator: [
    'object',
    'Generator',
    [
      ['internal', 'function', 'closure'],
      ['internal', 'parameters_and_registers', 'registers'],
    ],
  ],
  registers: ['array', '', [['internal', '1', 'token']]],
  token: ['object', 'Token', [['property', 'record', 'record']]],
  record: [
    'object',
    'Record',
    [
      ['property', 'id', 'id'],
      ['property', 'parentId', 'id'],
    ],
  ],
  id: ['number', 'smi number', [['internal', 'value', 'seven']]],
  seven: ['string', '7', []],
  closure: [
    'closure',
    'waits',
    [
      ['internal', 'shared', 'shared'],
      ['internal', 'context', 'context'],
    ],
  ],
  shared: ['code', '(shared function info)', [['internal', 'script', 'script']]],
  script: ['code', 'file:///app/app.mjs', [['internal', 'source', 'source']]],
  source: ['string', 'async function waits() { await 1; }', []],
  table: [
    'object',
    'WeakMap',
    [['internal', 'part of key (a @9) -> value (b @11) pair in WeakMap (table @37)', 'promise']],
  ],
};

/** A new one each time, to be spoiled. */
export function snapshotOf(): SmallSnapshot {
  const names = Object.keys(GRAPH);
  const strings = new Map<string, number>();
  const text = (value: string): number => {
    if (!strings.has(value)) strings.set(value, strings.size);
    return strings.get(value) ?? 0;
  };
  const nodes: number[] = [];
  const edges: number[] = [];
  for (const [index, [type, name, own]] of Object.values(GRAPH).entries()) {
    nodes.push(NODE_TYPES.indexOf(type), text(name), index * 2 + 1, 16, own.length, 0);
    for (const [kind, label, to] of own) {
      edges.push(EDGE_TYPES.indexOf(kind), typeof label === 'string' ? text(label) : label, names.indexOf(to) * 6);
    }
  }
  return {
    snapshot: {
      meta: {
        node_fields: ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'],
        node_types: [[...NODE_TYPES], 'string', 'number', 'number', 'number', 'number'],
        edge_fields: ['type', 'name_or_index', 'to_node'],
        edge_types: [[...EDGE_TYPES], 'string_or_number', 'node'],
        location_fields: ['object_index', 'script_id', 'line', 'column'],
      },
      node_count: names.length,
      edge_count: edges.length / 3,
    },
    nodes,
    edges,
    trace_tree: [],
    locations: [names.indexOf('closure') * 6, 9, 0, 20],
    strings: [...strings.keys()],
  };
}
