/** The words of the command line, and what each of them means. */
import { Argument, Command, InvalidArgumentError } from 'commander';
import type { AttachCommand } from './commands/attach.ts';
import type { Context } from './commands/context.ts';
import type { FleetOptions } from './commands/fleet.ts';
import type { WhyCommand } from './commands/why.ts';
import { completion, SHELLS, type Shell, type Word } from './completion.ts';
import { EXAMPLES, examples, FLEET_EXAMPLES, FLEET_HELP, TOP_KEYS } from './help.ts';
import { TargetError } from './target.ts';

const TARGET = 'a pid, or `host:port` of an agent that listens at a TCP address';
/** Exit status of the doctor where something is not right. */
const FAULTS = 1;
const SNAPSHOT = 'a `.heapsnapshot`, as Node and Chrome write it';
const FORCE_OPTION = ['--force', 'read it even where it is very large'] as const;
/** Seconds in which V8 writes nothing yet of a heap of some GB. */
const SNAPSHOT_PATIENCE = 120;
const JSON_OPTION = ['--json', 'as JSON'] as const;

interface Json {
  json?: boolean;
}

interface FileOptions extends Json {
  pprof?: string;
  force?: boolean;
}

type Read = (context: Context, word: string, json: boolean) => Promise<void>;

// A command is loaded once it is asked for: who attaches to a service in trouble does not wait for the others.
const dumps = () => import('./commands/dumps.ts');
const numbers = () => import('./commands/numbers.ts');
const processes = () => import('./commands/processes.ts');
const snapshots = () => import('./commands/snapshot.ts');

/** `setStatus` is called where the exit status is another than 0 and no error says so. */
export function makeProgram(context: Context, setStatus: (status: number) => void): Command {
  const program = new Command('taskscope')
    .description('See the async tasks of the Node processes of this machine.')
    .usage('[options] [command]')
    // What stands behind `run` belongs to the program that is run.
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('Run `taskscope help` for the commands.');

  program
    .command('list', { isDefault: true })
    .description('the Node processes; `*` where an agent answers')
    .argument('[pid]', 'as `stats`')
    .option(...JSON_OPTION)
    .action(async (word: string | undefined, { json = false }: Json) => {
      if (word === undefined) return (await processes()).list(context, json);
      if (/^[\w[:.\]-]*\d$/.test(word)) return (await numbers()).stats(context, word, json);
      return program.error(`There is no command \`${word}\`.`);
    });
  const read = (name: string, description: string, load: () => Promise<Read>): void => {
    program
      .command(name)
      .description(description)
      .argument('<pid>', TARGET)
      .option(...JSON_OPTION)
      .action(async (word: string, { json = false }: Json) => (await load())(context, word, json));
  };
  read('stats', 'tasks, leaked so far, threads, CPUs, event loop', async () => (await numbers()).stats);
  program
    .command('stack')
    .description('what each task waits for, and where')
    .argument('<pid>', TARGET)
    .option('--group', 'tasks with the same stack as one block, with their count')
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      examples({
        'stack 4711 --group': 'where they wait, largest group first',
        'stack 4711 > tasks.txt': 'all of them, however many',
        'stack 4711 --json | grep \'"chan send"\'': 'a task a line',
      }),
    )
    .action(async (word: string, { group = false, json = false }: Json & { group?: boolean }) =>
      (await dumps()).stack(context, word, { group, json }),
    );
  program
    .command('profile')
    .description('the task profile, or its change')
    .argument('<pid>', TARGET)
    .option('--seconds <n>', 'what changed in so many seconds', positive)
    .option('--pprof <file>', 'the binary form, for `go tool pprof`')
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      examples({
        'profile 4711': 'all groups, largest first',
        'profile 4711 --seconds 10': 'which of them grow, and how fast',
        'profile 4711 --pprof tasks.pb.gz': 'a file for `go tool pprof -top tasks.pb.gz`',
      }),
    )
    .action(async (word: string, { json = false, ...options }: Json & { seconds?: number; pprof?: string }) =>
      (await dumps()).profile(context, word, { json, ...options }),
    );
  read('leaks', 'the tasks that are proven to be leaked; forces a collection', async () => (await dumps()).leaks);
  program
    .command('top')
    .description('the groups of tasks, live')
    .argument('<pid>', TARGET)
    .addHelpText('after', TOP_KEYS)
    .action(async (word: string) => {
      if (!(process.stdin.isTTY && process.stdout.isTTY)) {
        throw new TargetError('`top` needs a terminal: without one, use `taskscope profile PID --seconds 5`.');
      }
      const [{ top }, { terminalScreen }] = await Promise.all([import('./top/top.ts'), import('./top/terminal.ts')]);
      return top(terminalScreen(), word, context.folder);
    });
  program
    .command('tree')
    .description('the processes under those that started them')
    .option(...JSON_OPTION)
    .action(async ({ json = false }: Json) => (await processes()).tree(context, json));
  read('memstats', 'the memory of the process', async () => (await numbers()).memstats);
  read('gc', 'a collection; says what it has proven', async () => (await numbers()).gc);
  read('version', 'the version of its Node', async () => (await numbers()).version);
  program
    .command('why')
    .description('what keeps its tasks alive; pauses it')
    .argument('<pid>', TARGET)
    .option('--yes', 'without a question before it is paused')
    .option('--force', 'also a very large heap')
    .option('--pprof <file>', 'the binary form, for `go tool pprof`')
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      examples({
        'why 4711': 'asks, pauses it, and shows the largest groups first',
        'why 4711 --yes --json': 'in a script',
      }),
    )
    .action(async (word: string, { json = false, yes = false, force = false, ...options }: Partial<WhyCommand>) => {
      const { why } = await import('./commands/why.ts');
      return why(context, word, { json, yes, force, ...options });
    });
  program
    .command('snapshot')
    .description('what is suspended in a heap snapshot, and what holds it')
    .argument('<file>', SNAPSHOT)
    .option('--pprof <file>', 'the binary form, for `go tool pprof`')
    .option(...FORCE_OPTION)
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      examples({
        'snapshot app.heapsnapshot': 'each place, its count, and what keeps those alive',
        'snapshot app.heapsnapshot --pprof held.pb.gz': 'a file for `go tool pprof -tags held.pb.gz`',
      }),
    )
    .action(async (file: string, { json = false, force = false, ...options }: FileOptions) =>
      (await snapshots()).snapshot(context, file, { json, force, ...options }),
    );
  program
    .command('diff')
    .description('which places grew between two heap snapshots')
    .argument('<before>', SNAPSHOT)
    .argument('<after>', 'a later one, of the same program')
    .option(...FORCE_OPTION)
    .option(...JSON_OPTION)
    .action(async (before: string, after: string, { json = false, force = false }: FileOptions) =>
      (await snapshots()).diff(context, [before, after], { json, force }),
    );
  program
    .command('run')
    .description('a program, with `taskscope/register` and the agent on')
    .argument('<words...>', 'what stands behind `node`: options, script, its arguments')
    .option('--exit-report', 'at its end, the tasks that still wait, on standard error')
    .passThroughOptions()
    .allowUnknownOption()
    .helpOption(false)
    .addHelpText(
      'after',
      examples({
        'run app.ts': 'start it, and find it by `taskscope`',
        'run --import tsx app.ts --port 3000': 'options of Node first, those of the program last',
        'run --exit-report app.ts': 'where a program ends, and should not have',
      }),
    )
    .action(async (words: string[], { exitReport = false }: { exitReport?: boolean }) => {
      const { run } = await import('./commands/run.ts');
      setStatus(await run(words, { exitReport }));
    });
  program
    .command('doctor')
    .description('is all ready here, and in the program: what is not, and its fix')
    .argument('[words...]', 'a program, as for `run`: it is started, and ended after 5 s')
    .option(...JSON_OPTION)
    .passThroughOptions()
    .allowUnknownOption()
    .addHelpText(
      'after',
      examples({
        doctor: 'Node, parser, cache, the project; a leak is planted, and found',
        'doctor app.ts': 'and of this program: what is tracked, what is not, its source maps',
        'doctor -- npm test': 'your own tests, without taskscope and with it, test by test',
      }),
    )
    .action(async (words: string[], { json = false }: Json) => {
      const { doctor, doctorSuite } = await import('./commands/doctor.ts');
      const asked = suiteIn(program) ? doctorSuite : doctor;
      if (!(await asked(context, words, json))) setStatus(FAULTS);
    });
  program
    .command('fleet')
    .description('many instances: where their tasks gather, and which places grow')
    .argument('[urls...]', 'addresses with the debug routes of taskscope or of Go')
    .option('--prometheus <url>', 'the instances that this Prometheus scrapes')
    .option('--job <name>', 'of these, those of one job')
    .option('--port <n>', 'of these, the port of the debug routes', port)
    .option('--file <path>', 'the instances in a file, as Prometheus reads it (JSON)')
    .option('--fetches <n>', 'so many times; from three on, what grows and what is steady', times)
    .option('--seconds <n>', 'from one fetch to the next (10)', positive)
    .option('--timeout <n>', 'seconds that one instance may take', positive, 5)
    .option('--fail-on-growth', 'exit status 1 also where a place grows')
    .option('--markdown', 'for an issue')
    .option(...JSON_OPTION)
    .addHelpText('after', `${FLEET_EXAMPLES}\n${FLEET_HELP}`)
    .action(async (urls: string[], options: FleetOptions) => {
      const { fleet } = await import('./commands/fleet.ts');
      setStatus(await fleet(context, urls, options));
    });
  program
    .command('attach')
    .description('a process that nobody prepared: what waits there, and what holds it')
    .argument('<pid>', 'a pid; on Linux')
    .option('--yes', 'without a question before it is paused')
    .option('--force', 'also a very large heap, or one that is being debugged')
    .option('--patience <n>', 'seconds without a word of its snapshot', positive, SNAPSHOT_PATIENCE)
    .option('--snapshot <file>', 'keep the snapshot: it holds all secrets of the program')
    .option('--pprof <file>', 'the binary form, for `go tool pprof`')
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      examples({
        'attach 4711': 'asks, pauses it, and shows the largest groups first',
        'attach 4711 --yes --json': 'in a script',
        'attach 4711 --snapshot app.heapsnapshot': 'and keep what was read, for later',
      }),
    )
    .action(async (word: string, { json = false, yes = false, force = false, ...options }: Partial<AttachCommand>) => {
      const { attach } = await import('./commands/attach.ts');
      return attach(context, word, { json, yes, force, patience: SNAPSHOT_PATIENCE, ...options });
    });
  program
    .command('completion')
    .description('completion for a shell: `source <(taskscope completion bash)`')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .action((shell: Shell) => context.write(completion(shell, wordsOf(program))));
  return program;
}

/** Behind `--` stands a whole command, and not what `node` gets: commander takes the dashes out. */
function suiteIn(program: Command): boolean {
  const { rawArgs }: { rawArgs?: unknown } = Object(program);
  if (!Array.isArray(rawArgs)) return false;
  const words: unknown[] = rawArgs.slice(rawArgs.indexOf('doctor') + 1);
  return words.find((word) => word !== '--json') === '--';
}

/** What a shell completes. */
function wordsOf(program: Command): Word[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    pid: command.registeredArguments[0]?.name() === 'pid',
    file: command.registeredArguments[0]?.description === SNAPSHOT || command.name() === 'run',
  }));
}

function port(text: string): number {
  const number = Number(text);
  if (!(Number.isInteger(number) && number > 0 && number < 65_536)) throw new InvalidArgumentError('Give a port.');
  return number;
}

function times(text: string): number {
  const number = Number(text);
  if (!(Number.isInteger(number) && number > 0 && number <= 1000)) {
    throw new InvalidArgumentError('Give a whole number from 1 to 1000.');
  }
  return number;
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError('Give seconds, more than 0 and at most 3600.');
  return number;
}
