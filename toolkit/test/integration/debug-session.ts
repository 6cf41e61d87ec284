/** What a debugger does for its user: it stops at the author's lines and steps from one to the next. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { decode } from '@jridgewell/sourcemap-codec';

interface Place {
  scriptId: string;
  lineNumber: number;
  columnNumber: number;
}
interface Script {
  scriptId: string;
  url: string;
  sourceMapURL: string;
}
interface Paused {
  callFrames: { functionName: string; location: Place }[];
}
type Message =
  | { id: number; error?: object }
  | { method: 'Debugger.scriptParsed'; params: Script }
  | { method: 'Debugger.paused'; params: Paused };

/** Where the program stands: both from 1, in the author's text. */
export interface Stop {
  name: string;
  line: number;
  column: number;
}

export type Step = 'stepOver' | 'stepInto' | 'stepOut';

export class DebugSession {
  readonly #child: ChildProcess;
  readonly #socket: WebSocket;
  readonly #scripts = new Map<string, Script>();
  readonly #answers = new Map<number, (error: object | undefined) => void>();
  readonly #pauses: Paused[] = [];
  #wake = (): void => {};
  #sent = 0;

  /** Starts the program and stops it before its first line. */
  static async start(node: string, words: readonly string[], folder: string): Promise<DebugSession> {
    const child = spawn(node, ['--inspect-brk=127.0.0.1:0', ...words], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    while (!/ws:\S+/.test(said)) said += (await once(child.stderr, 'data')).join('');
    const socket = new WebSocket(/ws:\S+/.exec(said)?.[0] ?? '');
    await once(socket, 'open');
    const session = new DebugSession(child, socket);
    await session.#send('Debugger.enable');
    // As debuggers do by default: what is not the user's own is passed over.
    await session.#send('Debugger.setBlackboxPatterns', { patterns: ['/node_modules/', '^node:'] });
    await session.#send('Runtime.runIfWaitingForDebugger');
    await session.#pause();
    return session;
  }

  private constructor(child: ChildProcess, socket: WebSocket) {
    this.#child = child;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data))));
  }

  /** Goes on to the line of the author. */
  async runTo(file: RegExp, line: number): Promise<Stop> {
    const script = [...this.#scripts.values()].find(({ url }) => file.test(url));
    const [generatedLine, column] = generated(script, line);
    await this.#send('Debugger.setBreakpointByUrl', {
      urlRegex: file.source,
      lineNumber: generatedLine,
      columnNumber: column,
    });
    await this.#send('Debugger.resume');
    return this.#stop();
  }

  /** Presses the key until the line, or the function, is another. */
  async press(step: Step, from: Stop): Promise<Stop> {
    for (;;) {
      await this.#send(`Debugger.${step}`);
      const stop = await this.#stop();
      if (stop.line !== from.line || stop.name !== from.name) return stop;
    }
  }

  async end(): Promise<void> {
    this.#socket.close();
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }

  async #stop(): Promise<Stop> {
    const { callFrames } = await this.#pause();
    const [frame] = callFrames;
    if (frame === undefined) throw new Error('`Debugger.paused` came without a frame.');
    return { name: frame.functionName, ...authored(this.#scripts.get(frame.location.scriptId), frame.location) };
  }

  async #pause(): Promise<Paused> {
    for (;;) {
      const pause = this.#pauses.shift();
      if (pause !== undefined) return pause;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #receive(message: Message): void {
    if ('id' in message) this.#answers.get(message.id)?.(message.error);
    else if (message.method === 'Debugger.scriptParsed') this.#scripts.set(message.params.scriptId, message.params);
    else if (message.method === 'Debugger.paused') {
      this.#pauses.push(message.params);
      this.#wake();
    }
  }

  #send(method: string, params: object = {}): Promise<void> {
    const id = ++this.#sent;
    return new Promise((resolve, reject) => {
      this.#answers.set(id, (error) => {
        if (error === undefined) resolve();
        else reject(new Error(`\`${method}\`: ${JSON.stringify(error)}`));
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

function mappings(script: Script | undefined): ReturnType<typeof decode> | null {
  const inline = /base64,(.*)$/.exec(script?.sourceMapURL ?? '')?.[1];
  if (inline === undefined) return null;
  const map: { mappings: string } = JSON.parse(Buffer.from(inline, 'base64').toString());
  return decode(map.mappings);
}

function authored(script: Script | undefined, { lineNumber, columnNumber }: Place): { line: number; column: number } {
  const map = mappings(script);
  const segment = map?.[lineNumber]?.findLast(([column]) => column <= columnNumber);
  if (map === null) return { line: lineNumber + 1, column: columnNumber + 1 };
  return { line: (segment?.[2] ?? -1) + 1, column: (segment?.[3] ?? -1) + 1 };
}

/** The first place in the text that runs that comes from the author's line; both from 0. */
function generated(script: Script | undefined, line: number): [line: number, column: number] {
  const map = mappings(script);
  for (const [index, segments] of (map ?? []).entries()) {
    const segment = segments.find((each) => each[2] === line - 1);
    if (segment !== undefined) return [index, segment[0]];
  }
  return [line - 1, 0];
}
