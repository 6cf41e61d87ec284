/** Where this machine can be reached. */
import { hostname, networkInterfaces } from 'node:os';

/** Networks of containers and virtual machines: real, but of no use to the room. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|zt|tailscale|vEthernet)/i;

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Addresses of this machine on its networks, the most useful first. */
export function networkAddresses(): string[] {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
      .map((each) => ({ name, ...each })),
  );
  const rank = ({ name, family }: (typeof all)[number]): number =>
    (VIRTUAL.test(name) ? 2 : 0) + (family === 'IPv6' ? 1 : 0);
  return all.sort((a, b) => rank(a) - rank(b)).map(({ address }) => address);
}

/** `192.168.1.5:4100`, `[2001:db8::5]:4100` */
export function withPort(address: string, port: number): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** What a Host header may name, without a port: this machine, by any of its names. */
export function ownNames(host: string, shared: boolean): Set<string> {
  const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
  const name = hostname().toLowerCase();
  return new Set([
    'localhost',
    '127.0.0.1',
    '[::1]',
    bracketed(host.toLowerCase()),
    ...(shared ? [name, `${name}.local`, ...networkAddresses().map(bracketed)] : []),
  ]);
}
