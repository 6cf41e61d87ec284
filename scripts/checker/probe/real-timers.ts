/** Timers as Node gave them, for the probe itself: what the program finds under their names is watched. */
import timers from 'node:timers';

export const { setTimeout, clearTimeout, setInterval, setImmediate } = timers;
