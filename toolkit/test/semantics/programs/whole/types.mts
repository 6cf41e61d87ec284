interface Box<T> { readonly value: T }
type Handler<T extends object = {}> = (input: T) => Promise<void>;
const generic = async <T,>(value: T): Promise<Box<T>> => ({ value }) as Box<T>;
const arrow = async (a: number, b?: string): Promise<string | number> => b ?? a;
async function overloaded(x: string): Promise<string>;
async function overloaded(x: number): Promise<number>;
async function overloaded(x: unknown): Promise<unknown> { await null; return x; }
abstract class Base<T> { protected readonly list: T[] = []; abstract run(this: Base<T>): Promise<T>; declare hidden: string; }
class Child extends Base<number> implements Box<number> { value = 3; override async run(): Promise<number> { await null; return this.value! satisfies number; } async *all<K>(k: K): AsyncGenerator<K | number> { yield k; yield (this.value as number); } }
const handler: Handler<{ a: number }> = async ({ a }): Promise<void> => { console.log(a); };
console.log((await generic('g'))!.value, await arrow(1), await (arrow(2, 'b') as Promise<string>), await overloaded(5), await new Child().run());
await handler({ a: 6 });
for await (const x of new Child().all<string>('k') as AsyncIterable<unknown>) console.log(x);
console.log(typeof (<T>(x: T) => x), await (async () => (['tuple'] as const))());
const throws = async (): Promise<never> => {
  await null;
  throw new Error('typed');
};
try { await throws(); } catch (error) { console.log((error as Error).stack!.match(/mts:(\d+):/)![1]); }
