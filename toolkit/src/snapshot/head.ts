/** What a snapshot says of itself, before the numbers: the order of its fields and the names of its kinds. */
import { z } from 'zod';
import { SnapshotError } from './errors.ts';

/** Of how many a snapshot can be read: their columns have to fit into the memory. */
const NODE_LIMIT = 2 ** 28;
const EDGE_LIMIT = 2 ** 30;

const TEXTS = z.array(z.string());
/** The kinds of the first field stand as a list, those of the others as the name of their type. */
const KINDS = z.tuple([TEXTS]).rest(z.unknown());
const SCHEMA = z.object({
  meta: z.object({
    node_fields: TEXTS,
    node_types: KINDS,
    edge_fields: TEXTS,
    edge_types: KINDS,
    location_fields: TEXTS.default([]),
  }),
  node_count: z.int().positive(),
  edge_count: z.int().nonnegative(),
});

export interface Head {
  nodeFields: readonly string[];
  nodeTypes: readonly string[];
  edgeFields: readonly string[];
  edgeTypes: readonly string[];
  locationFields: readonly string[];
  nodes: number;
  edges: number;
}

const NEEDED: readonly [keyof Head, readonly string[]][] = [
  ['nodeFields', ['type', 'name', 'id', 'edge_count']],
  ['edgeFields', ['type', 'name_or_index', 'to_node']],
  ['locationFields', ['object_index', 'script_id', 'line', 'column']],
  ['edgeTypes', ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak']],
];

export function parseHead(text: string): Head {
  const parsed = SCHEMA.safeParse(asJson(text));
  if (!parsed.success)
    throw new SnapshotError('it has the head of another format. Take a snapshot with Node 22 or newer.');
  const { meta, node_count, edge_count } = parsed.data;
  const head: Head = {
    nodeFields: meta.node_fields,
    nodeTypes: meta.node_types[0],
    edgeFields: meta.edge_fields,
    edgeTypes: meta.edge_types[0],
    locationFields: meta.location_fields,
    nodes: node_count,
    edges: edge_count,
  };
  for (const [list, names] of NEEDED) {
    const had: readonly unknown[] = Object(head[list]);
    const missing = names.find((name) => !had.includes(name));
    if (missing === undefined) continue;
    throw new SnapshotError(
      `it is of another V8, which writes no \`${missing}\`. Take a snapshot with Node 22 or newer.`,
    );
  }
  if (node_count <= NODE_LIMIT && edge_count <= EDGE_LIMIT) return head;
  throw new SnapshotError(`it says that it has ${node_count} objects, more than can be read.`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
