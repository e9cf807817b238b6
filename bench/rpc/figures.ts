import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasOpenssl, makeCertificates } from '../../core/rpc/testing/certificates.ts';
import { type Figure, figure, shown, wanted } from '../figure.ts';
import { type Comparison, compare, type Side } from './compare.ts';
import { inProcessRates } from './in-process.ts';
import { interleaving } from './interleave.ts';
import { startPeer } from './peer.ts';
import { rpcCaller } from './rpc-client.ts';
import { wsCaller } from './ws-client.ts';

/** Groups of figures that share a run. */
const GROUPS: readonly { names: readonly string[]; run: (sides: Sides) => Promise<Figure[]> }[] = [
  { names: ['rpc.unix.calls', 'rpc.unix.cpu', 'rpc.ws-batched.calls', 'rpc.ws-batched.cpu'], run: unix },
  { names: ['rpc.tls.calls', 'rpc.tls.cpu'], run: tls },
  { names: ['rpc.unix.one'], run: one },
  { names: ['rpc.unix.50kb'], run: large },
  { names: ['rpc.unix.interleaving'], run: interleaved },
  { names: ['rpc.in-process.calls', 'rpc.in-process.async'], run: inProcess },
];

/** Everything that a run may compare. Started once; idle sides cost nothing. */
interface Sides extends AsyncDisposable {
  readonly unix: Side & { caller: ReturnType<typeof rpcCaller> };
  /** Undefined where no certificates can be made. */
  readonly tls: Side | undefined;
  readonly ws: Side;
  readonly batched: Side;
}

/**
 * RPC with validation, deadlines, tracing and metrics on, against plain `ws` with JSON: two processes on this machine,
 * a post summary of about 600 bytes answered, 64 calls in flight unless the name says otherwise.
 */
export async function figures(names?: string[]): Promise<Figure[]> {
  const groups = GROUPS.filter(group => group.names.some(name => wanted(name, names)));
  if (groups.length === 0) return [];
  await using sides = await start();
  const found: Figure[] = [];
  for (const { run } of groups) found.push(...(await run(sides)));
  return found.filter(({ name }) => wanted(name, names));
}

async function unix({ unix, ws, batched }: Sides): Promise<Figure[]> {
  const result = await compare([unix, ws, batched], 'getSummary', 64);
  return [
    ...against('rpc.unix', result, 1.6, 0.38),
    shown('rpc.ws-batched.calls', result.ratio(2, 'rate'), '× ws calls/s', wsRate(result)),
    shown('rpc.ws-batched.cpu', result.ratio(2, 'cpu'), '× ws CPU per call', wsCpu(result)),
  ];
}

async function tls({ tls, ws }: Sides): Promise<Figure[]> {
  if (!tls) {
    console.error('rpc.tls is left out: openssl is not on the PATH, and certificates are made with it.');
    return [];
  }
  return against('rpc.tls', await compare([tls, ws], 'getSummary', 64), 1.3, 0.45);
}

async function one({ unix, ws }: Sides): Promise<Figure[]> {
  const result = await compare([unix, ws], 'getSummary', 1);
  return [
    figure('rpc.unix.one', result.ratio(0, 'rate'), '× ws calls/s, 1 in flight', wsRate(result), '>=', 1),
  ];
}

async function large({ unix, ws }: Sides): Promise<Figure[]> {
  const result = await compare([unix, ws], 'getPage', 64);
  return [figure('rpc.unix.50kb', result.ratio(0, 'rate'), '× ws calls/s, 50 KB', wsRate(result), '>=', 0.9)];
}

async function interleaved({ unix }: Sides): Promise<Figure[]> {
  const { idle, busy, ratio } = await interleaving(unix.caller.client);
  const reference = `p99 idle ${idle.toFixed(3)} ms, busy ${busy.toFixed(3)} ms`;
  const unit = '× idle p99 beside a 20 MB stream';
  return [figure('rpc.unix.interleaving', ratio, unit, reference, '<=', 5)];
}

async function inProcess({ ws }: Sides): Promise<Figure[]> {
  const { medians } = await compare([ws, ws], 'getSummary', 64);
  const wsCalls = medians[1]!.rate;
  const { direct, waiting } = await inProcessRates();
  const reference = `ws ${Math.round(wsCalls)} calls/s`;
  return [
    figure('rpc.in-process.calls', direct / wsCalls, '× ws calls/s', reference, '>=', 100),
    shown('rpc.in-process.async', waiting / wsCalls, '× ws calls/s, async handlers', reference),
  ];
}

function against(name: string, result: Comparison, calls: number, cpu: number): Figure[] {
  return [
    figure(`${name}.calls`, result.ratio(0, 'rate'), '× ws calls/s', wsRate(result), '>=', calls),
    figure(`${name}.cpu`, result.ratio(0, 'cpu'), '× ws CPU per call', wsCpu(result), '<=', cpu),
  ];
}

function wsRate({ medians }: Comparison): string {
  return `ws ${Math.round(medians[1]!.rate)} calls/s`;
}

function wsCpu({ medians }: Comparison): string {
  return `ws ${medians[1]!.cpu.toFixed(1)} µs`;
}

async function start(): Promise<Sides> {
  const stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'croft-bench-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const peer = async (file: string, ...args: string[]) => stack.use(await startPeer(file, args));
  const caller = <T extends { close(): void }>(made: T): T => stack.adopt(made, it => it.close());
  const unixPeer = await peer('./rpc-server.ts', `unix:${join(folder, 'rpc.sock')}`);
  const certificates = hasOpenssl() ? makeCertificates(folder) : undefined;
  const tlsPeer = certificates && (await peer('./rpc-server.ts', 'tls://127.0.0.1:0', folder));
  const wsPeer = await peer('./ws-server.ts');
  const batchedPeer = await peer('./ws-server.ts', 'batched');
  return {
    unix: { peer: unixPeer, caller: caller(rpcCaller(unixPeer)) },
    tls: tlsPeer && { peer: tlsPeer, caller: caller(rpcCaller(tlsPeer, certificates?.client)) },
    ws: { peer: wsPeer, caller: caller(await wsCaller(wsPeer, false)) },
    batched: { peer: batchedPeer, caller: caller(await wsCaller(batchedPeer, true)) },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
