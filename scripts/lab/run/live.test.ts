import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { liveScreen } from './live.ts';

class FakeTerminal extends EventEmitter {
  readonly columns = 120;
  readonly rows = 30;
  #text = '';

  write(text: string): void {
    this.#text += text;
  }

  /** Since it was asked last; escape characters are shown as `^`. */
  written(): string {
    const text = this.#text.replaceAll('\u001b', '^');
    this.#text = '';
    return text;
  }
}

test('each drawing stands where the one before stood, with nothing left of it', () => {
  const terminal = new FakeTerminal();
  const screen = liveScreen(terminal);
  screen.show('one\ntwo\nthree');
  expect(terminal.written()).toContain('one^[K\ntwo^[K\nthree^[K\n');
  screen.show('four');
  const second = terminal.written();
  expect(second).toContain('^[3A');
  expect(second).toMatch(/four\^\[K\n\^\[J/);
  screen.close();
});

test('no wider than the other screens; after a change of size it begins on an empty one', () => {
  const terminal = new FakeTerminal();
  const screen = liveScreen(terminal);
  expect(screen.size).toEqual({ columns: 80, rows: 30 });
  screen.show('one');
  terminal.written();
  terminal.emit('resize');
  screen.show('two');
  expect(terminal.written()).toMatch(/\^\[2J\^\[H.*two/s);
  screen.close();
});

test('the cursor is hidden while it draws, and comes back', () => {
  const terminal = new FakeTerminal();
  const listeners = process.listenerCount('exit');
  const screen = liveScreen(terminal);
  expect(terminal.written()).toBe('^[?25l');
  screen.close();
  expect(terminal.written()).toBe('^[?25h');
  expect(process.listenerCount('exit')).toBe(listeners);
});
