/** What a function is called in a stack or a profile: as a reader of the code would call it. */
import { describe, expect, test } from 'vitest';
import { functionNames } from './transformed.ts';

describe('a function is named', () => {
  test.each([
    ['by itself', 'async function load() {}', 'load'],
    ['by itself, where it is a value', 'const other = async function load() {};', 'load'],
    ['by its variable', 'const load = async () => 1;', 'load'],
    [
      'by its variable, through parentheses and types',
      'const load = (async () => 1) as unknown satisfies unknown;',
      'load',
    ],
    ['by what it is assigned to', 'this.cache.load = async () => 1;', 'this.cache.load'],
    ['by what it is assigned to, if that is empty', 'let load; load ??= async () => 1;', 'load'],
    ['as a default export', 'export default async () => 1;', 'default'],
    ['by its property', 'const api = { load: async () => 1 };', 'load'],
    ['by its quoted property', "const api = { 'load all': async () => 1 };", 'load all'],
    ['by its computed property', 'const api = { [kind + 1]: async () => 1 };', '[kind + 1]'],
    ['by its method', 'const api = { async load() {} };', 'load'],
    ['as a default of a parameter', 'function use(load = async () => 1) {}', 'load'],
    ['as a default of a destructured name', 'const { load = async () => 1 } = {};', 'load'],
    ['by the function around it', 'function fill() { queue.add(async () => 1); }', 'fill.func1'],
    ['by the method around it', 'class Jobs { fill() { queue.add(async () => 1); } }', 'Jobs.fill.func1'],
    ['by its file, where nothing is around it', 'new Worker(1, async () => 1);', '.func1'],
    ['by its file, where it is called at once', '(async () => 1)();', '.func1'],
    ['by its file, where it is called at once without parentheses', 'void async function () {}();', '.func1'],
    ['by the function that returns it', 'const make = () => async () => 1;', 'make.func1'],
    ['by its file, where it is destructured', 'const [first] = async () => 1;', '.func1'],
    ['by its place among those around it', 'function f() { a(() => 1); b(async () => 1); }', 'f.func2'],
    ['by all that is around it', 'app.use(() => { go(async () => 1); });', '.func1.func1'],
  ])('%s', (_, source, name) => {
    expect(functionNames(source)).toEqual([name]);
  });

  test('by its class and its place in it', () => {
    const source = `class Service {
      async run() {} static async make() {} async #hidden() {} async 'quoted'() {} async [key]() {} async *all() {}
      handler = async () => 1; static ready = async () => 1; #secret = async () => 1; accessor late = async () => 1;
    }
    const Other = class { async run() {} };
    const Named = class Inner { async run() {} };
    export default class { async run() {} }`;
    expect(functionNames(source)).toEqual([
      ...['Service.run', 'Service.make', 'Service.#hidden', 'Service.quoted', 'Service.[key]', 'Service.all'],
      ...['Service.handler', 'Service.ready', 'Service.#secret', 'Service.late'],
      ...['Other.run', 'Inner.run', 'run'],
    ]);
  });

  test('by the name that esbuild kept, where it stands for that of the language', () => {
    const source = `var __name = (target, value) => Object.defineProperty(target, "name", { value });
    const load = __name(async () => 1, "load");
    var app_default = __name(async () => 1, "default");
    const api = { send: __name(async () => 1, "send"), "a b": __name(async function () {}, "a b") };
    class Service { static { __name(this, "Service"); } run = __name(async () => 1, "run"); static #x = __name(async () => 1, "#x"); }
    __publicField(this, "late", __name(async () => 1, "late"));
    x = __name(async (f = __name(async () => 1, "f")) => __name(async () => 1), "x");`;
    expect(functionNames(source, 'js')).toEqual([
      ...['load', 'default', 'send', 'a b', 'Service.run', 'Service.#x', 'late', 'x', 'f', 'x.func1'],
    ]);
  });

  test('in at most sixty characters and on one line', () => {
    const [name = ''] = functionNames(`${'veryLongName\n  .of'.repeat(20)} = async () => 1;`);
    expect(name).toHaveLength(60);
    expect(name).not.toContain('\n');
  });
});
