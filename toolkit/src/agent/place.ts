/** Where an agent listens, and how it is found there. */
import { chmodSync, lstatSync, mkdtempSync, rmSync, type Stats } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { AgentAddressError } from '../errors.ts';
import {
  folderName,
  gopsFolder,
  lastResort,
  lastResorts,
  ownUid,
  pipePath,
  socketFolders,
  socketPath,
  toldFolder,
} from '../protocol/places.ts';
import { ensurePrivateFolder, ensureToldFolder, startOf, writePrivateFile } from './private-folder.ts';
import { removeDead, sweep } from './sweep.ts';

export interface Place {
  /** What `net.Server` listens at. */
  at: { path: string } | { host: string; port: number };
  /** Called once before it listens: makes room. Rejected with an `AgentAddressError` where there is none. */
  prepare(): Promise<void>;
  /** Called once it listens, with the port of a TCP address: lets clients find it. */
  announce(port: number | null): void;
  /** Leaves nothing behind. Works while the process exits. */
  remove(): void;
}

/** Bytes of the path of a socket that every system takes. */
const PATH_LIMIT = 103;

/** A socket, or a named pipe, that only its owner can open. */
export function socketPlace(configDir: string | undefined): Place {
  const uid = ownUid();
  if (uid === null) return { at: { path: pipePath(process.pid) }, async prepare() {}, announce() {}, remove() {} };
  const told = configDir ?? toldFolder();
  const folder = told === null ? freeFolder(uid) : ownFolderIn(told, uid);
  const path = socketPath(folder, process.pid);
  if (Buffer.byteLength(path) > PATH_LIMIT) {
    throw new AgentAddressError(`\`${path}\` is too long for a socket: give \`listen\` a shorter \`configDir\`.`);
  }
  let bound: Stats | null = null;
  return {
    at: { path },
    async prepare() {
      await sweep(folder);
      // Of a process that had the same pid, and was killed; or of one that has it, in another container.
      if (await removeDead(path)) return;
      throw new AgentAddressError(
        `Another process listens at \`${path}\`, in another container: give \`listen\` a \`configDir\` that the two do not share.`,
      );
    },
    announce() {
      chmodSync(path, 0o600);
      bound = lstatSync(path);
    },
    remove() {
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (bound !== null && found?.ino === bound.ino) rmSync(path, { force: true });
    },
  };
}

/** In a folder that we were told to use, others may have theirs. */
function ownFolderIn(told: string, uid: number): string {
  ensureToldFolder(told);
  const folder = join(told, folderName(uid));
  ensurePrivateFolder(folder);
  return folder;
}

/** The first one that can be had: what another user has made in the name of ours keeps nobody from listening. */
function freeFolder(uid: number): string {
  const taken: unknown[] = [];
  for (const folder of [...socketFolders(uid), ...lastResorts(uid)]) {
    try {
      ensurePrivateFolder(folder);
      return folder;
    } catch (error) {
      taken.push(error);
    }
  }
  try {
    return mkdtempSync(lastResort(uid));
  } catch {
    throw taken[0];
  }
}

/** A TCP port, written where gops looks for it. */
export function portPlace(address: string, configDir: string | undefined): Place {
  const folder = configDir ?? gopsFolder();
  const file = folder === null ? null : join(folder, String(process.pid));
  let written: string | null = null;
  return {
    at: parseAddress(address),
    async prepare() {},
    announce(port) {
      try {
        if (folder === null || file === null) throw new AgentAddressError('this user has no home');
        ensureToldFolder(folder);
        writePrivateFile(file, String(port), isPort);
        written = String(port);
      } catch (error) {
        // As with gops: it can still be asked by its address.
        process.emitWarning(
          `\`${file ?? 'The port'}\` can't be written (${error instanceof Error ? error.message : error}): the agent is not found by pid, only by its address.`,
          'TaskscopeWarning',
        );
      }
    },
    remove() {
      if (file !== null && written !== null && startOf(file) === written) rmSync(file, { force: true });
    },
  };
}

function isPort(text: string): boolean {
  return /^\d{1,5}\n?$/.test(text);
}

function parseAddress(address: string): { host: string; port: number } {
  const [, bracketed, plain, digits] = /^(?:\[(.+)\]|([^:]*)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  const named = host === 'localhost' || (host !== undefined && isIP(host) > 0);
  if (host === undefined || !named || port > 65_535) {
    throw new AgentAddressError(
      `\`${address}\` is no address: write \`127.0.0.1:0\` for any free port of this machine, or leave \`address\` out for a socket.`,
    );
  }
  return { host, port };
}
