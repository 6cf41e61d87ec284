/** A program that only stays: functions of the learner's are called in it, away from the service. */
import { setInterval } from './real-timers.ts';

setInterval(() => {}, 2 ** 30);
