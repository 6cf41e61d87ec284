/**
 * A limit of how many run at once: those who wait stand in a list that is linked, as in `p-limit`. A way to the last
 * of them has twenty thousand steps.
 */
class Limit {
  #free;
  #first = null;
  #last = null;

  constructor(free) {
    this.#free = free;
  }

  async run(task) {
    await this.#turn(); // suspended 20002 run among 2: async
    return await task();
  }

  async #turn() {
    if (this.#free-- > 0) return;
    await new Promise((resolve) => {
      // suspended-above 20000 #turn: variable limit: Limit
      const entry = { resolve, next: null };
      if (this.#last === null) this.#first = entry;
      else this.#last.next = entry;
      this.#last = entry;
    });
  }

  get first() {
    return this.#first;
  }
}

const parcels = new Set();
async function stuck() {
  await new Promise((resolve) => parcels.add(resolve)); // suspended 2 stuck: variable parcels: Set
}

const limit = new Limit(2);
for (let count = 0; count < 20_002; count++) limit.run(stuck);
setImmediate(() => process.emit('ready'));
process.on('exit', () => limit.first);
