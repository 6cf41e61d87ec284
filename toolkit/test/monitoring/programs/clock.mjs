// Preloaded: the clock of the program is off by so many milliseconds.
const OFF = Number(process.env.CLOCK_OFF);
const now = Date.now;
Date.now = () => now() + OFF;
globalThis.Date = class extends Date {
  constructor(...words) {
    super(...(words.length === 0 ? [now() + OFF] : words));
  }
};
