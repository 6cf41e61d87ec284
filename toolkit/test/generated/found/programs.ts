/**
 * Programs on which taskscope was wrong once, each by what is true of it: first those that were reported, then what the
 * generator found. What is to be said of them follows from what they are, see `oracle.ts`.
 */
import type { Program } from '../program.ts';
import {
  awaits,
  called,
  derived,
  fn,
  handed,
  other,
  program,
  returns,
  source,
  start,
  starts,
  together,
  tries,
  variable,
} from './words.ts';

const lost = () => fn(awaits('never'));
const live = (round: 1 | 2 = 1) => fn(awaits(source('held by a timer', round)));
const cleansUp = () => starts(fn(awaits('null')));

export const FOUND: { [truth: string]: Program } = {
  'a healthy task that a plain function starts is not told as the leak of who awaits another promise of it': program(
    fn(awaits(other('a plain function', live(), 'never'))),
  ),
  'a lost task is one of its own while who started it waits for something else': program(
    fn(awaits(fn(returns(variable(source('held'), lost()))))),
  ),
  'a returned promise is waited for, and not the call that was started before': program(
    fn(awaits(fn(returns(variable(source('held', 2), live(1)))))),
  ),
  'who starts a task and returns a promise that is lost is lost as well': program(
    fn(returns(variable(source('never'), fn(awaits('null'))))),
    fn(returns('never')),
  ),
  'calls that are returned together are tasks of their own': program(
    fn(returns(together('all', live(1), live(2)))),
    called('arrow', returns(together('allSettled', live(2), live(1)))),
  ),
  'calls that are awaited together are tasks of their own': program(fn(awaits(together('all', live(1), live(2))))),
  'a promise that is returned from a `try` with a `finally` is waited for': program(
    fn(tries([returns('never')], [cleansUp()])),
    fn(tries([returns('never')], [cleansUp()], [])),
    fn(tries([tries([returns('never')], [cleansUp()])], [cleansUp()])),
    fn(tries([returns('never')], [awaits('null')])),
    fn(tries([returns('a lost send')], [cleansUp()])),
    fn(tries([cleansUp()], [returns('never')])),
    fn(tries([awaits('turn'), returns('held')], [awaits('held')])),
  ),
  'a call that is returned from a `try` with a `finally` is one task with who returns it': program(
    fn(tries([returns(lost())], [cleansUp()])),
    fn(tries([returns(live())], [awaits(source('held', 2))])),
  ),
  'who returns from a block with a `using` is a task until that settles': program(
    fn({ is: 'using', start: start(fn(awaits('null'))), body: [returns('never')] }),
    fn({ is: 'await using', fn: live(), body: [returns('never')] }),
  ),
  'the last leak of an idle program is proven, too': program(fn(awaits('a lost relock'))),
  'a waiter that was signalled waits for the mutex': program(fn(awaits('a lost relock')), fn(returns('a lost relock'))),
  'what runs with a lock is a frame of who holds it': program(fn(awaits(handed(lost(), 'a lock')))),

  'who returns a promise of a subclass, or a thenable, is a task until that settles': program(
    fn(returns('a lost subclass')),
    fn(returns('a held subclass')),
    fn(returns('a lost thenable')),
    fn(returns('a held thenable')),
    fn(returns('a ready thenable')),
  ),
  'what a plain function starts is created by the function that called it, also where that returns': program(
    fn(returns(other('a plain function', live(), 'held'))),
    fn(awaits(fn(returns(other('a plain function', live(), 'resolved'))))),
  ),
  'a call that waits first when its block disposes of something is joined': program(
    fn(awaits(fn({ is: 'await using', fn: live(), body: [] }))),
  ),
  'a promise that follows that of a call is another one': program(
    fn(returns(derived(live(), 'then'))),
    fn(returns(derived(fn(returns(handed(live(), 'a plain function'))), 'then'))),
    fn(awaits(derived(live(), 'finally'))),
  ),
  'a call that was kept, and is awaited later, is a task of its own': program(
    fn(awaits(variable(live(1), live(2)))),
    fn(returns(variable(live(1), live(2)))),
  ),
  'what runs after a generator that returned a plain value was not started by who iterated over it': program(
    fn({ is: 'generator', parts: [[returns('null')], []], body: [] }),
    fn(starts(live(), 'a then')),
  ),
  'who waits for a lock to call a function waits there, also while that disposes of something': program(
    fn(awaits(handed(fn({ is: 'await using', fn: fn(awaits('null')), body: [] }, awaits('never')), 'a lock'))),
  ),
  'who leaves a generator behind a `return` is told what that waits for then': program(
    fn({ is: 'generator', parts: [[awaits('null')], []], body: [returns('a lost relock')] }),
  ),
};
