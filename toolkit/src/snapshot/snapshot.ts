/**
 * A heap snapshot as a graph: a node is its number in the file, an edge as well, and the edges of a node stand one behind the
 * other. What V8 writes is described in its `src/profiler/heap-snapshot-generator.cc`.
 */
import type { Columns, Location } from './columns.ts';
import type { Strings } from './strings.ts';

export class Snapshot {
  readonly nodes: number;
  readonly edges: number;
  readonly columns: Columns;
  readonly strings: Strings;
  readonly #numbers = new Map<string, number>();
  /** The kinds of edges that have no name. */
  readonly #element: number;
  readonly #hidden: number;

  constructor(columns: Columns, strings: Strings) {
    this.nodes = columns.head.nodes;
    this.edges = columns.head.edges;
    this.columns = columns;
    this.strings = strings;
    this.#element = this.edgeKind('element');
    this.#hidden = this.edgeKind('hidden');
  }

  /** The number of a kind of edge, such as `context`; -1 where this V8 has none. */
  edgeKind(name: string): number {
    return this.columns.head.edgeTypes.indexOf(name);
  }

  nodeKind(name: string): number {
    return this.columns.head.nodeTypes.indexOf(name);
  }

  kindOf(node: number): string {
    return this.columns.head.nodeTypes[this.columns.nodeType[node] ?? -1] ?? '';
  }

  name(node: number): string {
    return this.strings.at(this.columns.nodeName[node] ?? 0);
  }

  /** What the inspector calls the object. */
  id(node: number): number {
    return this.columns.nodeId[node] ?? 0;
  }

  location(node: number): Location | null {
    return this.columns.locations.get(node) ?? null;
  }

  /** The first edge of the node; `end` is the one behind its last. */
  begin(node: number): number {
    return this.columns.firstEdge[node] ?? 0;
  }

  end(node: number): number {
    return this.columns.firstEdge[node + 1] ?? 0;
  }

  edgeKindOf(edge: number): string {
    return this.columns.head.edgeTypes[this.columns.edgeType[edge] ?? -1] ?? '';
  }

  /** What the edge is called: the name of a property or a variable; of an element, its index. */
  label(edge: number): string {
    const kind = this.edgeKindOf(edge);
    const name = this.columns.edgeName[edge] ?? 0;
    return kind === 'element' || kind === 'hidden' ? String(name) : this.strings.at(name);
  }

  to(edge: number): number {
    return this.columns.edgeTo[edge] ?? 0;
  }

  /** The number of a text; -1 where the snapshot has none of it. */
  number(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      [number = -1] = this.strings.find([text]);
      this.#numbers.set(text, number);
    }
    return number;
  }

  /** Where the node's edge of this name leads; -1 where it has none. */
  follow(node: number, name: string): number {
    const number = this.number(name);
    const { edgeName, edgeType, edgeTo } = this.columns;
    for (let edge = this.begin(node), end = this.end(node); edge < end; edge++) {
      if (edgeName[edge] !== number) continue;
      const kind = edgeType[edge];
      if (kind !== this.#element && kind !== this.#hidden) return edgeTo[edge] ?? -1;
    }
    return -1;
  }
}
