import { setTimeout as sleep } from 'node:timers/promises';
import { checkedSocket } from '../../../core/fetch/index.ts';
import { backoff } from '../../../core/passing/backoff.ts';

export interface StreamingOptions {
  /** `wss://HOST`, where the server says that it streams. */
  readonly url: string;
  /** The server itself, which the owner has chosen and which may be near. */
  readonly server: string;
  /** Read at each connection. */
  readonly token: () => Promise<string>;
  readonly signal: AbortSignal;
  /** Something came, or may have come while nothing was heard. */
  onNews(): void;
}

const RETRY = { first: 2_000, most: 300_000 };

/** Milliseconds without a sign of life; servers send a ping every 30 seconds. */
const SILENCE = 90_000;

/**
 * Hears by the streaming API (https://docs.joinmastodon.org/methods/streaming/) that there are notifications; what they are is asked
 * as without it. A server that does not stream is tried ever more rarely.
 */
export class Streaming {
  readonly ended: Promise<void>;
  #heard = false;

  constructor(options: StreamingOptions) {
    this.ended = this.#run(options);
  }

  /** Whether news would be heard now. */
  get heard(): boolean {
    return this.#heard;
  }

  async #run(options: StreamingOptions): Promise<void> {
    const { signal } = options;
    for (let attempt = 0; !signal.aborted; attempt++) {
      // Without it, notifications are looked for now and then.
      const opened = await this.#hear(options).catch(() => false);
      if (opened) attempt = 0;
      await sleep(backoff(attempt, RETRY), undefined, { signal }).catch(() => {});
    }
  }

  /** Hears until the line ends. Gives whether there was one. */
  async #hear({ url, server, token, signal, onNews }: StreamingOptions): Promise<boolean> {
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(`${url}/api/v1/streaming?stream=user:notification`, {
      ...checkedSocket(url, [new URL(server).hostname]),
      headers: { authorization: `Bearer ${await token()}` },
      maxPayload: 1_000_000,
      handshakeTimeout: 15_000,
    });
    const end = () => socket.terminate();
    let silence = setTimeout(end, SILENCE);
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE);
    };
    let opened = false;
    signal.addEventListener('abort', end, { once: true });
    socket.on('error', () => {});
    socket.on('ping', alive);
    socket.on('open', () => {
      opened = this.#heard = true;
      onNews();
    });
    socket.on('message', () => {
      alive();
      onNews();
    });
    await new Promise<void>(resolve => socket.once('close', () => resolve()));
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    this.#heard = false;
    return opened;
  }
}
