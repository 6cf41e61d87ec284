/** What the terminal says of a classroom. */
import { renderUnicodeCompact } from 'uqr';

export interface Welcome {
  url: string;
  addresses: readonly string[];
  shared: boolean;
  code: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  begun: boolean;
  token: string;
}

export function welcome({ url, addresses, shared, code, startedAt, begun, token }: Welcome): string {
  return [
    '',
    begun
      ? `A new session: ${code}`
      : `The session ${code} goes on; it began ${new Date(startedAt).toLocaleString()}. A new one: npm run classroom new`,
    '',
    'The dashboard, on this machine only. Who has this link steers the session:',
    `  ${url}/dashboard#${token}`,
    '',
    joining(addresses, code, shared),
    '',
    'Ctrl-C ends the server. The session is kept, and goes on with the next',
    '`npm run classroom`; 30 days after its start it is deleted.',
  ].join('\n');
}

export function joining(addresses: readonly string[], code: string, shared: boolean): string {
  const [address = '', ...others] = addresses;
  return [
    'To join, a learner types:',
    `  npm run lab join ${address} ${code} NAME`,
    ...(shared && others.length > 0 ? [`Where that does not answer: ${others.slice(0, 4).join(', ')}`] : []),
    '',
    ...(shared
      ? [
          'Whoever is in the same network and knows the code can join. What they send is',
          'not encrypted: names, labs, states; no code of theirs.',
          renderUnicodeCompact(`http://${address}/#${code}`),
        ]
      : ['Only this machine can reach it. To let the room in: npm run classroom share']),
  ].join('\n');
}
