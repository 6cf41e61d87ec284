/** Bytes that are no snapshot, or not all of one: each has its sentence, wherever the pieces are cut. */

import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSnapshot, SnapshotError } from '../../src/snapshot/index.ts';

/** A snapshot of two objects and one edge, as V8 lays it out. */
const SMALL = {
  snapshot: {
    meta: {
      node_fields: ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'],
      node_types: [['hidden', 'synthetic', 'object'], 'string', 'number', 'number', 'number', 'number'],
      edge_fields: ['type', 'name_or_index', 'to_node'],
      edge_types: [
        ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak'],
        'string_or_number',
        'node',
      ],
      location_fields: ['object_index', 'script_id', 'line', 'column'],
    },
    node_count: 2,
    edge_count: 1,
  },
  nodes: [1, 0, 1, 0, 1, 0, 2, 2, 3, 16, 0, 0],
  edges: [2, 1, 6],
  trace_function_infos: [],
  trace_tree: [],
  samples: [],
  locations: [6, 9, 3, 4],
  strings: ['root', 'say "hi"', 'Größe \u{1f600} \\'],
};

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const read = (text: string, size = 7) => readSnapshot(pieces(Buffer.from(text), size));

describe('a snapshot', () => {
  test.each([1, 2, 3, 64, 100_000])('is the same in pieces of %d bytes', async (size) => {
    for (const text of [JSON.stringify(SMALL), JSON.stringify(SMALL, null, 2)]) {
      const snapshot = await read(text, size);
      expect([snapshot.nodes, snapshot.edges]).toEqual([2, 1]);
      expect(snapshot.name(1)).toBe('Größe \u{1f600} \\');
      expect([snapshot.label(0), snapshot.edgeKindOf(0), snapshot.to(0)]).toEqual(['say "hi"', 'property', 1]);
      expect(snapshot.location(1)).toEqual({ script: 9, line: 3, column: 4 });
      expect([snapshot.begin(1), snapshot.end(1), snapshot.follow(0, 'say "hi"')]).toEqual([1, 1, 1]);
    }
  });
});

describe('what is not read says why', () => {
  const whole = JSON.stringify(SMALL);
  const without = (name: string): string => whole.replace(`"${name}"`, '"other"');
  test.each([
    ['nothing', '', 'it is empty'],
    ['another text', 'const a = 1;', 'it is no heap snapshot'],
    ['a CPU profile', '{"nodes":[{"id":1}],"startTime":0}', 'it is no heap snapshot'],
    ['a sampled heap profile', '{"head":{"callFrame":{}},"samples":[]}', 'it is no heap snapshot'],
    ['an old format', '{"snapshot":{"title":"a","uid":1},"nodes":[]}', 'the head of another format'],
    ['another V8', without('to_node'), 'which writes no `to_node`'],
    ['too many objects', whole.replace('"node_count":2', '"node_count":900000000'), 'more than can be read'],
    ['fewer nodes than it says', whole.replace('"node_count":2', '"node_count":3'), 'it is damaged'],
    ['more nodes than it says', whole.replace('"node_count":2', '"node_count":1'), 'it is damaged'],
    ['an edge into nowhere', whole.replace('[2,1,6]', '[2,1,600]'), 'it is damaged'],
    ['a list that is none', whole.replace('"edges":[2,1,6]', '"edges":7'), 'it is damaged'],
  ])('%s', async (_, text, sentence) => {
    await expect(read(text)).rejects.toThrow(SnapshotError);
    await expect(read(text)).rejects.toThrow(sentence);
  });

  test('one that is cut off, wherever', async () => {
    for (let length = whole.indexOf('"snapshot"') + 12; length < whole.length; length++) {
      await expect(read(whole.slice(0, length), 50), whole.slice(0, length)).rejects.toThrow('it is cut off');
    }
  });
});

describe("V8's own", () => {
  const file = join(tmpdir(), `taskscope-read-${process.pid}.heapsnapshot`);
  let text = '';
  beforeAll(() => {
    writeHeapSnapshot(file);
    text = readFileSync(file, 'utf8');
  });
  afterAll(() => rmSync(file));

  test('is read as JSON reads it', async () => {
    const json: { nodes: number[]; edges: number[]; strings: string[]; snapshot: { meta: { node_fields: string[] } } } =
      JSON.parse(text);
    const snapshot = await read(text, 2 ** 16);
    const width = json.snapshot.meta.node_fields.length;
    const names = Array.from({ length: snapshot.nodes }, (_, node) => snapshot.name(node));
    const labels = Array.from({ length: snapshot.edges }, (_, edge) => snapshot.to(edge));
    expect(names.every((name, node) => name === json.strings[json.nodes[node * width + 1] ?? -1])).toBe(true);
    expect(labels.every((to, edge) => to * width === json.edges[edge * 3 + 2])).toBe(true);
  });
});
