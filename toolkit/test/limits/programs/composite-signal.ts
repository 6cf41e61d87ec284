import { Channel } from 'taskscope';
import { program } from './limit.ts';

// #region held
async function waitsWithAny() {
  const request = new AbortController();
  const signal = AbortSignal.any([request.signal]);
  await new Channel<string>().receive({ signal }); // held: chan receive
  request.abort();
}
// #endregion held

// #region proven
async function waitsWithOne() {
  const request = new AbortController();
  await new Channel<string>().receive({ signal: request.signal }); // leaks: chan receive
  request.abort();
}
// #endregion proven

// #region program
async function endsWithTheProgram() {
  await new Channel<string>().receive({ signal: program.signal }); // held: chan receive
}
// #endregion program

export const held = [waitsWithAny, endsWithTheProgram];
export const proven = waitsWithOne;
