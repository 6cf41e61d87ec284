/** Rows of a snapshot, taken apart: a column for each field that is asked for. */
import { SnapshotError } from './errors.ts';
import type { Head } from './head.ts';
import { Rows } from './rows.ts';

/** Where a function begins, as V8 has it: the script's number, line and column from 0. */
export interface Location {
  script: number;
  line: number;
  column: number;
}

export class Columns {
  readonly nodeType: Uint8Array;
  /** The number of a text. */
  readonly nodeName: Uint32Array;
  readonly nodeId: Uint32Array;
  /** Of the edges of a node, the first one; those of the next node begin where they end. */
  readonly firstEdge: Uint32Array;
  readonly edgeType: Uint8Array;
  /** The number of a text, or an index, where the kind is `element` or `hidden`. */
  readonly edgeName: Uint32Array;
  readonly edgeTo: Uint32Array;
  /** By node. */
  readonly locations = new Map<number, Location>();
  readonly head: Head;
  #nodes = 0;
  #edges = 0;
  /** As the nodes have announced them. */
  #announced = 0;

  constructor(head: Head) {
    const { nodes, edges } = head;
    this.head = head;
    this.nodeType = new Uint8Array(nodes);
    this.nodeName = new Uint32Array(nodes);
    this.nodeId = new Uint32Array(nodes);
    this.firstEdge = new Uint32Array(nodes + 1);
    this.edgeType = new Uint8Array(edges);
    this.edgeName = new Uint32Array(edges);
    this.edgeTo = new Uint32Array(edges);
  }

  /** Whether all has come that the head has announced. */
  get complete(): boolean {
    const { nodes, edges } = this.head;
    return this.#nodes === nodes && this.#edges === edges && this.#announced === edges;
  }

  /** What reads the list of this name; null for one that nobody asks for. */
  reader(list: string): Rows | null {
    const { nodeFields, edgeFields, locationFields } = this.head;
    if (list === 'nodes') return new Rows(nodeFields.length, (block, rows) => this.#takeNodes(block, rows));
    if (list === 'edges') return new Rows(edgeFields.length, (block, rows) => this.#takeEdges(block, rows));
    if (list === 'locations') return new Rows(locationFields.length, (block, rows) => this.#takeLocations(block, rows));
    return null;
  }

  #takeNodes(block: Uint32Array, rows: number): void {
    const { nodeFields, nodes } = this.head;
    const [type, name, id, count] = offsets(nodeFields, ['type', 'name', 'id', 'edge_count']);
    if (this.#nodes + rows > nodes) throw broken();
    for (let row = 0, at = 0; row < rows; row++, at += nodeFields.length) {
      const node = this.#nodes++;
      this.nodeType[node] = block[at + type] ?? 0;
      this.nodeName[node] = block[at + name] ?? 0;
      this.nodeId[node] = block[at + id] ?? 0;
      this.#announced += block[at + count] ?? 0;
      this.firstEdge[node + 1] = this.#announced;
    }
  }

  #takeEdges(block: Uint32Array, rows: number): void {
    const { edgeFields, nodeFields, nodes, edges } = this.head;
    const [type, name, to] = offsets(edgeFields, ['type', 'name_or_index', 'to_node', 'to_node']);
    if (this.#edges + rows > edges) throw broken();
    for (let row = 0, at = 0; row < rows; row++, at += edgeFields.length) {
      const edge = this.#edges++;
      const node = (block[at + to] ?? 0) / nodeFields.length;
      if (node >= nodes) throw broken();
      this.edgeType[edge] = block[at + type] ?? 0;
      this.edgeName[edge] = block[at + name] ?? 0;
      this.edgeTo[edge] = node;
    }
  }

  #takeLocations(block: Uint32Array, rows: number): void {
    const { locationFields, nodeFields } = this.head;
    const [object, script, line, column] = offsets(locationFields, ['object_index', 'script_id', 'line', 'column']);
    for (let row = 0, at = 0; row < rows; row++, at += locationFields.length) {
      this.locations.set((block[at + object] ?? 0) / nodeFields.length, {
        script: block[at + script] ?? 0,
        line: block[at + line] ?? 0,
        column: block[at + column] ?? 0,
      });
    }
  }
}

type Four<Item> = [Item, Item, Item, Item];

/** Where the fields stand in a row: another version of V8 may have another order. */
function offsets(fields: readonly string[], [a, b, c, d]: Four<string>): Four<number> {
  return [fields.indexOf(a), fields.indexOf(b), fields.indexOf(c), fields.indexOf(d)];
}

export function broken(): SnapshotError {
  return new SnapshotError('its numbers contradict each other: it is damaged. Take it anew.');
}
