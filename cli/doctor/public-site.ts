import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Inventory, ServerPlace } from '../../deploy/inventory/inventory.ts';
import { type Finding, finding } from './check.ts';

const PATIENCE_MS = 5_000;
const DAY_MS = 86_400_000;
/** Caddy renews a certificate when a third of its life is left, 30 days of 90: it has failed for long when this little is left. */
const LEAST_DAYS = 14;
const LEAST_SHARE = 1 / 6;

/** What people who come to the site over HTTPS are shown at each edge: whether it answers, and for how long its certificate holds. */
export async function checkPublicSite({ servers }: Inventory, origin: string): Promise<Finding[]> {
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== 'https:') return [];
  const edges = servers.filter(({ edge }) => edge);
  return Promise.all(edges.map(edge => checkEdge(edge, hostname, Number(port || 443), Date.now())));
}

/** Asks one edge for the site, as somebody would whom DNS leads there. `now` is milliseconds since 1970. */
export async function checkEdge(
  { name, address }: Pick<ServerPlace, 'name' | 'address'>,
  hostname: string,
  port: number,
  now: number,
): Promise<Finding> {
  const say = (level: Finding['level'], words: string) => finding('https', level, `${name}: ${words}`);
  let shown: Shown;
  try {
    shown = await ask(address, hostname, port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return say('fail', `https://${hostname} is not answered there (${code || message}): journalctl -u caddy`);
  }
  const { status, begins, ends, untrusted } = shown;
  if (status !== 200)
    return say('fail', `https://${hostname}/healthz answers ${status} there: is web ready? croft status`);
  const days = Math.floor((ends - now) / DAY_MS);
  if (days < 0) return say('fail', 'the certificate of the site has ended: journalctl -u caddy says why');
  if (ends - now < Math.min(LEAST_DAYS * DAY_MS, (ends - begins) * LEAST_SHARE))
    return say(
      'warn',
      `the certificate of the site ends in ${days} days and is not renewed: journalctl -u caddy says why`,
    );
  if (untrusted !== undefined)
    return say('warn', `the certificate of the site is not believed here (${untrusted})`);
  return say('ok', `answers for https://${hostname}, whose certificate holds for ${days} days`);
}

interface Shown {
  readonly status: number;
  /** Milliseconds since 1970 between which its certificate holds. */
  readonly begins: number;
  readonly ends: number;
  /** Why this machine does not believe it; undefined when it does. */
  readonly untrusted: string | undefined;
}

function ask(host: string, servername: string, port: number): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host, port, servername, path: '/healthz', headers: { host: servername }, agent: false },
        // What is wrong with it is to be told, not to end the question.
        ...{ rejectUnauthorized: false, signal: AbortSignal.timeout(PATIENCE_MS) },
      },
      response => {
        const socket = response.socket as TLSSocket;
        const { valid_from, valid_to } = socket.getPeerCertificate();
        const why = socket.authorizationError as unknown as { code?: string } | string | null;
        const untrusted = socket.authorized
          ? undefined
          : String((typeof why === 'object' && why?.code) || why);
        response.resume();
        resolve({
          ...{ status: response.statusCode!, untrusted },
          ...{ begins: Date.parse(valid_from), ends: Date.parse(valid_to) },
        });
      },
    );
    asked.on('error', reject).end();
  });
}
