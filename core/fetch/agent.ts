import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type { Agent, buildConnector } from 'undici';
import { createCheckedLookup } from './checked-lookup.ts';
import type { Guard } from './guard.ts';
import type { FetcherConfig } from './types.ts';

/** Bytes of response headers; more fails as `too_large`. */
const MAX_HEADERS = 32 * 1024;
/** Milliseconds that an idle connection is kept for the next request; polls come minutes apart. */
const KEEP_ALIVE = 2_000;

const require = createRequire(import.meta.url);

export interface AgentConfig {
  readonly lookup?: FetcherConfig['lookup'];
  readonly connectTimeout: number;
  readonly perHost: number;
}

/**
 * The connections. Loaded at first use, since undici costs 35 ms and 4 MB. HTTP/1.1 only: what strangers serve is small,
 * and HTTP/2 adds ways to be attacked.
 */
export function createAgent(guard: Guard, config: AgentConfig): Agent {
  const { Agent } = loadUndici();
  return new Agent({ ...agentOptions(config), connect: guardedConnector(guard, config) });
}

export function loadUndici(): typeof import('undici') {
  return require('undici');
}

export function agentOptions({ perHost }: AgentConfig): Omit<Agent.Options, 'connect' | 'factory'> {
  return {
    allowH2: false,
    connections: perHost,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveMaxTimeout: KEEP_ALIVE,
    keepAliveTimeoutThreshold: 500,
    maxHeaderSize: MAX_HEADERS,
    // Both are timed in exchange.ts, to the millisecond.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

/** Connects to addresses that the guard lets pass, and looks again at where the socket ended up. */
export function guardedConnector(guard: Guard, config: AgentConfig): buildConnector.connector {
  const connect = loadUndici().buildConnector({
    allowH2: false,
    timeout: config.connectTimeout,
    lookup: createCheckedLookup(guard, config.lookup),
  });
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      const address = socket.remoteAddress ?? '';
      try {
        guard.addresses(options.hostname, [{ address, family: isIP(address) }]);
      } catch (refused) {
        socket.destroy();
        return callback(refused as Error, null);
      }
      callback(null, socket);
    });
}
