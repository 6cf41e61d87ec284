/** Where an agent listens, and how it is found there. */
import { chmodSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { AgentAddressError } from '../errors.ts';
import { gopsFolder, socketFolder, socketPath } from '../protocol/places.ts';
import { ensurePrivateFolder, writePrivateFile } from './private-folder.ts';
import { sweep } from './sweep.ts';

export interface Place {
  /** What `net.Server` listens at. */
  at: { path: string } | { host: string; port: number };
  /** Called once it listens, with the port of a TCP address: lets clients find it. */
  announce(port: number | null): void;
  /** Leaves nothing behind. Works while the process exits. */
  remove(): void;
}

/** A socket, or a named pipe, that only its owner can open. */
export function socketPlace(configDir: string | undefined): Place {
  const folder = configDir ?? socketFolder(null);
  const path = socketPath(folder, process.pid);
  const remove = (): void => {
    if (folder !== null) rmSync(path, { force: true });
  };
  if (folder !== null) {
    ensurePrivateFolder(folder);
    sweep(folder);
    // Of a process that had the same pid, and was killed.
    remove();
  }
  const announce = (): void => {
    if (folder !== null) chmodSync(path, 0o600);
  };
  return { at: { path }, announce, remove };
}

/** A TCP port, written where gops looks for it. */
export function portPlace(address: string, configDir: string | undefined): Place {
  const folder = configDir ?? gopsFolder();
  const file = join(folder, String(process.pid));
  return {
    at: parseAddress(address),
    announce(port) {
      try {
        ensurePrivateFolder(folder);
        sweep(folder);
        writePrivateFile(file, String(port));
      } catch (error) {
        // As with gops: it can still be asked by its address.
        process.emitWarning(
          `\`${file}\` can't be written (${error instanceof Error ? error.message : error}): the agent is not found by pid, only by its address.`,
          'TaskscopeWarning',
        );
      }
    },
    remove: () => rmSync(file, { force: true }),
  };
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
