/** The environment that makes each test a leak test: of Node, or of whatever `withLeakTests` is given. */
import type { FileTest } from '../leaktest/file-test.ts';
import type { LeakTest } from '../leaktest/leak-test.ts';
import { jestsOwn } from './jests-own.ts';
import { type CheckOptions, ENVIRONMENT, type EnvironmentState, KEY, type LeakTests } from './protocol.ts';
import { type TransformConfig, whyUntransformed } from './transform-config.ts';

interface CircusTest {
  name: string;
  fn: ((...values: unknown[]) => unknown) | undefined;
  errors: unknown[];
}

/** As much of what jest-circus tells as is heard here. */
type CircusEvent =
  | { name: 'setup' | 'run_start' | 'run_finish' }
  | { name: 'test_started' | 'test_done'; test: CircusTest };

interface Environment {
  global: object;
  setup(): Promise<void>;
  exportConditions?(): string[];
  handleTestEvent?(event: CircusEvent, state: { unhandledErrors: unknown[] }): Promise<void> | void;
}

interface Config {
  projectConfig: TransformConfig & { testEnvironmentOptions: { taskscope?: CheckOptions } };
}

type EnvironmentClass = new (config: Config, context: { testPath: string }) => Environment;

const NO_SETUP =
  "The tests of this file are no leak tests, for `setupFiles` of the preset was not run: write `preset: 'taskscope'` into the config of Jest.";

const { TestEnvironment } = jestsOwn('jest-environment-node', process.cwd()) as {
  TestEnvironment: EnvironmentClass;
};

/** The environment `Base` (such as that of `jest-environment-jsdom`), in which each test is a leak test. */
export function withLeakTests(Base: EnvironmentClass): EnvironmentClass {
  return class extends Base {
    readonly #timeout: number;
    readonly #options;
    readonly #tests = new Map<CircusTest, { leakTest: LeakTest; fn: CircusTest['fn'] }>();
    readonly #state: EnvironmentState;
    #file: FileTest | undefined;

    constructor(config: Config, context: { testPath: string }) {
      super(config, context);
      const { timeout = 5000, ignore = [], why = false } = config.projectConfig.testEnvironmentOptions.taskscope ?? {};
      this.#timeout = timeout;
      // Jest shows the lines of the source by itself.
      this.#options = { ignore, codeFrame: false, why };
      this.#state = { heard: false, untransformed: whyUntransformed(config.projectConfig, context.testPath) };
    }

    override async setup(): Promise<void> {
      await super.setup();
      Object.defineProperty(this.global, ENVIRONMENT, { value: this.#state, enumerable: false });
    }

    override exportConditions(): string[] {
      return [...(super.exportConditions?.() ?? []), 'taskscope-commonjs'];
    }

    override async handleTestEvent(event: CircusEvent, state: { unhandledErrors: unknown[] }): Promise<void> {
      await super.handleTestEvent?.(event, state);
      this.#state.heard = true;
      const leakTests: LeakTests | undefined = Reflect.get(this.global, KEY);
      if (leakTests === undefined) {
        if (event.name === 'run_finish') state.unhandledErrors.push(new Error(NO_SETUP));
        return;
      }
      if (event.name === 'run_start') this.#file = new leakTests.FileTest(this.#options);
      else if (event.name === 'test_started') this.#start(event.test, leakTests);
      else if (event.name === 'test_done') event.test.errors.push(...(await this.#end(event.test, leakTests)));
      else if (event.name === 'run_finish') state.unhandledErrors.push(...((await this.#file?.end()) ?? []));
    }

    /** The function of the test runs in a context of its own; hooks around it count, but for tests that run at the same time. */
    #start(test: CircusTest, { LeakTest }: LeakTests): void {
      const { fn } = test;
      if (fn === undefined) return;
      const leakTest = new LeakTest(test.name, this.#options);
      const inScope = {
        // Jest looks at the number of parameters to tell whether a test calls back.
        withCallback: (done: unknown) => leakTest.run(() => fn(done)),
        without: () => leakTest.run(() => fn()),
      };
      test.fn = fn.length > 0 ? inScope.withCallback : inScope.without;
      this.#tests.set(test, { leakTest, fn });
    }

    /** After all hooks of the test. A retry starts from the test's own function. */
    async #end(test: CircusTest, { after }: LeakTests): Promise<Error[]> {
      const started = this.#tests.get(test);
      if (started === undefined) return [];
      this.#tests.delete(test);
      test.fn = started.fn;
      return started.leakTest.end(after(this.#timeout), this.#timeout);
    }
  };
}

export default withLeakTests(TestEnvironment);
