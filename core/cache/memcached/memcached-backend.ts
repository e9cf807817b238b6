import { LRUCache } from 'lru-cache';
import type { Log } from '../../log.ts';
import type { Metrics } from '../../metrics.ts';
import type { Backend, Lease } from '../backend.ts';
import type { CacheCounters } from '../counters.ts';
import { parseAddress } from './address.ts';
import type { Reply } from './reply.ts';
import { createRing } from './ring.ts';
import { ServerNode } from './server-node.ts';
import { type WireKey, wireKey } from './wire-key.ts';

/** Client flags of our values: tells them from the empty items that memcached makes for a reader chosen to load. */
const FORMAT = 1;

export interface MemcachedTiming {
  /** Milliseconds that a server may take to answer. */
  readonly timeoutMs: number;
  /** Seconds after which a reader chosen to load is held for dead. */
  readonly leaseSeconds: number;
}

/**
 * memcached through its meta protocol, 1.6 or later (https://docs.memcached.org/protocols/meta/). Tokens are the
 * unique numbers (CAS) that memcached gives items: it hands out the right to load itself (flags N, R, W, Z).
 */
export class MemcachedBackend implements Backend {
  readonly #nodes: readonly ServerNode[];
  readonly #ring: (key: string) => number;
  readonly #counters: CacheCounters;
  readonly #leaseSeconds: number;
  /** Stale values that somebody else loads: which, and since when we see it. */
  readonly #taken = new LRUCache<string, { cas: string; since: number }>({ max: 1000 });

  constructor(
    servers: readonly string[],
    log: Log,
    metrics: Metrics,
    counters: CacheCounters,
    timing: MemcachedTiming = { timeoutMs: 250, leaseSeconds: 30 },
  ) {
    const addresses = servers.map(parseAddress);
    this.#ring = createRing(servers);
    this.#counters = counters;
    this.#leaseSeconds = timing.leaseSeconds;
    this.#nodes = addresses.map(address => new ServerNode(address, timing.timeoutMs, log, counters));
    for (const node of this.#nodes) {
      metrics.gauge('cache_node_up', 'Whether a cache server answers.', () => Number(node.up), {
        node: node.name,
      });
    }
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const { name, flag } = wireKey(key);
    const reply = await this.#node(key).request(`mg ${name} v f${flag}`);
    return reply?.format === FORMAT ? reply.value : undefined;
  }

  async set(key: string, value: Uint8Array, ttl: number): Promise<void> {
    const wire = wireKey(key);
    const node = this.#node(key);
    const reply = await node.request(
      `ms ${wire.name} ${value.byteLength}${wire.flag} T${ttl} F${FORMAT}`,
      value,
    );
    if (reply?.code === 'HD') return;
    this.#countRefusal(reply);
    await node.forget(wire);
  }

  async delete(key: string): Promise<void> {
    await this.#node(key).forget(wireKey(key));
  }

  async lease(key: string, stale: number): Promise<Lease> {
    const wire = wireKey(key);
    const node = this.#node(key);
    const recache = stale > 0 ? ` R${stale}` : '';
    const reply = await node.request(`mg ${wire.name} v f c N${this.#leaseSeconds}${recache}${wire.flag}`);
    if (reply?.code !== 'VA') return {};
    const rights = reply.won ? { token: reply.cas } : { taken: reply.cas };
    if (reply.format !== FORMAT) return rights;
    if (!reply.won && !reply.taken && !reply.stale) return { value: reply.value };
    if (reply.taken) this.#watchTaken(key, wire, node, reply.cas);
    return { value: reply.value, stale: true, ...rights };
  }

  async store(key: string, value: Uint8Array, ttl: number, token: string): Promise<void> {
    const { name, flag } = wireKey(key);
    const command = `ms ${name} ${value.byteLength}${flag} T${ttl} F${FORMAT} C${token}`;
    const reply = await this.#node(key).request(command, value);
    if (reply?.code !== 'SERVER_ERROR') return;
    this.#countRefusal(reply);
    await this.release(key, token, false);
  }

  async release(key: string, token: string, keep: boolean): Promise<void> {
    const { name, flag } = wireKey(key);
    await this.#node(key).request(`md ${name}${flag}${keep ? ' I' : ''} C${token}`);
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map(node => node.close()));
  }

  #node(key: string): ServerNode {
    return this.#nodes[this.#ring(key)]!;
  }

  /**
   * memcached gives the token of a stale value once; when the one who has it dies, nobody would load until the value
   * is gone. Whoever sees the same token out for too long calls it in: the first to do so changes the CAS.
   */
  #watchTaken(key: string, wire: WireKey, node: ServerNode, cas: string): void {
    const now = performance.now();
    const seen = this.#taken.get(key);
    if (seen?.cas !== cas) this.#taken.set(key, { cas, since: now });
    else if (now - seen.since > this.#leaseSeconds * 1000) {
      this.#taken.delete(key);
      void node.request(`md ${wire.name}${wire.flag} I C${cas}`);
    }
  }

  #countRefusal(reply: Reply | undefined): void {
    if (reply?.code === 'SERVER_ERROR') this.#counters.errors.add();
  }
}
