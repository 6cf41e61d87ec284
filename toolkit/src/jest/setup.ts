/** Runs in the realm of each test file, before all else. */
import { defineGlobals } from '../globals.ts';
import { FileTest } from '../leaktest/file-test.ts';
import { after, LeakTest } from '../leaktest/leak-test.ts';
import { KEY, type LeakTests } from './protocol.ts';

defineGlobals();
const leakTests: LeakTests = { LeakTest, FileTest, after };
Object.defineProperty(globalThis, KEY, { value: leakTests, enumerable: false });
