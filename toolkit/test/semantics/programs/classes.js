add('super in methods, arrows and statics', async (log) => {
  class Base { async hi() { return 'base'; } static async who() { return 'Base'; } get async() { return 'getter'; } }
  class Child extends Base {
    async hi() { return 'child of ' + (await super.hi()); }
    arrow = async () => super.hi();
    async both() { const f = async () => [await super.hi(), await this.arrow(), super.async]; return f(); }
    static async who() { return (await super.who()) + '/Child'; }
  }
  const child = new Child();
  log(await child.hi(), await child.arrow(), await child.both(), await Child.who());
});
add('private names', async (log) => {
  class Account {
    #sum = 1;
    static #count = 10;
    async #add(n = this.#sum) { await null; this.#sum += n; return this.#sum; }
    get #later() { return (async () => this.#sum * 2)(); }
    async deposit(n) { await this.#add(n); return [this.#sum, await this.#later, #sum in this]; }
    static async total() { return Account.#count + (await new Account().deposit(5))[0]; }
  }
  log(await new Account().deposit(2), await Account.total());
});
add('fields, static blocks and constructors', async (log) => {
  class Service {
    static ready = (async () => { await null; return 'static field'; })();
    static { this.block = (async () => { await null; return 'static block'; })(); }
    field = (async () => { await null; return this.constructor.name; })();
    handler = async (x) => { await null; return [x, this instanceof Service]; };
    constructor(x) { this.made = (async () => { await null; return [x, new.target.name]; })(); }
  }
  const service = new Service(3);
  log(await Service.ready, await Service.block, await service.field, await service.handler(4), await service.made);
});
add('async iterator class', async (log) => {
  class Countdown { constructor(n) { this.n = n; } async next() { return this.n > 0 ? { value: this.n--, done: false } : { value: 'end', done: true }; } [Symbol.asyncIterator]() { return this; } async return(v) { log('return', v); return { value: v, done: true }; } }
  for await (const x of new Countdown(3)) log(x);
  for await (const x of new Countdown(3)) { if (x === 2) break; }
  try { for await (const x of new Countdown(3)) throw new Error('in body ' + x); } catch (error) { log(error.message, line(error)); }
});
add('names of class members', async (log) => {
  class Named { async method() {} static async create() {} field = async () => {}; async ['a' + 'b']() {} async #hidden() {} hidden() { return this.#hidden.name; } }
  const named = new Named();
  log(named.method.name, Named.create.name, named.field.name, named.ab.name, named.hidden());
});
add('subclass of Promise', async (log) => {
  class Slow extends Promise { static made = 0; constructor(run) { super(run); Slow.made++; } }
  const give = async () => Slow.resolve(3);
  const direct = async () => await Slow.resolve(4);
  log(await give(), await direct(), (await Slow.all([Slow.resolve(1), 2])).join());
  log(Slow.made > 0, give() instanceof Slow, give().constructor === Promise);
});
add('decorator-like wrappers', async (log) => {
  const traced = (f) => async function (...a) { log('in', f.name, a); try { return await f.apply(this, a); } finally { log('out'); } };
  const object = { k: 2, run: traced(async function run(x) { return this.k * x; }) };
  log(await object.run(21), object.run.length);
});
add('mixins and symbols', async (log) => {
  const tag = Symbol('tag');
  const Mixin = (B) => class extends B { async [tag]() { return 'mixed ' + (await super.base()); } };
  class Root { async base() { return 'root'; } }
  log(await new (Mixin(Root))()[tag]());
});
