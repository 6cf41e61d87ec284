/** Every way to write an async function; all wait in one list. And what looks like one, and waits for nothing. */
const list = [];
const never = () => new Promise((resolve) => list.push(resolve));

async function inner() {
  await never(); // suspended 2 inner: variable list
}
async function middle() {
  await inner(); // suspended 1 middle: async inner
}
async function outer() {
  await middle(); // suspended 1 outer: async middle
}
outer();
inner();

async function recursive(depth) {
  if (depth > 0) return await recursive(depth - 1);
  else return await never(); // suspended 4 recursive among 2: variable list
}
recursive(3);

const arrow = async () => {
  await never(); // suspended 1 arrow: variable list
};
arrow();
const expression = async () => await never(); // suspended 1 expression: variable list
expression();
(async () => {
  await never(); // suspended 1 (anonymous): variable list
})();
(async function named() {
  await never(); // suspended 1 named: variable list
})();

class Service {
  async method() {
    await never(); // suspended 1 method: variable list
  }
  static async shared() {
    await never(); // suspended 1 shared: variable list
  }
  async #own() {
    await never(); // suspended 1 #own: variable list
  }
  async ['computed']() {
    await never(); // suspended 1 ['computed']: variable list
  }
  field = async () => {
    await never(); // suspended 1 field: variable list
  };
  start() {
    this.#own();
  }
}
const service = new Service();
service.method();
service.computed();
service.field();
service.start();
Service.shared();

const object = {
  async short() {
    await never(); // suspended 1 short: variable list
  },
  long: async function () {
    await never(); // suspended 1 long: variable list
  },
};
object.short();
object.long();

function outside() {
  async function within(given = never()) {
    await given; // suspended 1 within: variable list
  }
  within();
}
outside();

async function* pieces() {
  await never(); // suspended 1 pieces: variable list
  yield 1;
}
async function reader() {
  for await (const piece of pieces()) console.log(piece); // suspended 1 reader: async pieces
}
reader();

async function* handsOn() {
  yield never(); // suspended 1 handsOn: variable list
}
handsOn().next();

async function all() {
  await Promise.all([never(), never()]); // suspended 1 all: variable list
}
all();
async function race() {
  await Promise.race([never(), never()]); // suspended 1 race: variable list
}
race();
async function any() {
  await Promise.any([never(), never()]); // suspended 1 any: variable list
}
any();
async function settled() {
  await Promise.allSettled([never(), never()]); // suspended 1 settled: variable list
}
settled();

async function afterOthers() {
  await null;
  await 'text';
  await never(); // suspended 1 afterOthers: variable list
}
afterOthers();
async function oneOfThree(which) {
  if (which === 1) await never();
  if (which === 2) await never(); // suspended 2 oneOfThree among 3: variable list
  if (which === 3) await never();
}
oneOfThree(1);
oneOfThree(3);
async function twoOnOneLine(which) {
  which ? await never() : await never(); // suspended 2 twoOnOneLine: variable list
}
twoOnOneLine(true);
twoOnOneLine(false);
async function withNested() {
  const other = async () => await Promise.resolve();
  await other();
  await never(); // suspended 1 withNested among 2: variable list
}
withNested();
async function overLines() {
  // The await stands above what it waits for.
  const got =
    await never( // suspended 1 overLines: variable list
    );
  return got;
}
overLines();

async function finished() {
  await Promise.resolve();
}
finished();
const kept = [finished(), finished()];
function* parked() {
  yield 1;
}
const iterator = parked();
iterator.next();
async function* parkedToo() {
  await Promise.resolve();
  yield 1;
}
const asyncIterator = parkedToo();
asyncIterator.next();
async function collected() {
  await new Promise(() => {});
}
collected();
async function tail() {
  return never();
}
tail();
never().then(() => {});

setImmediate(() => process.emit('ready'));
process.on('exit', () => [kept, iterator, asyncIterator]);
