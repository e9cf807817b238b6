import type { Frame, Refusal } from './room-types.ts';

const RETRY = { first: 500, most: 20_000 };

/** Close codes with which the server says that coming again is of no use (1008). */
const POLICY_VIOLATION = 1008;

/** A browser that hears nothing at all for so long, though the network says nothing either, looks whether the line still is. */
const QUIET = 70_000;

export interface RoomLine {
  /** Sends a request; what waits for its answer when the line is lost is sent again on the next, so nothing may be done twice by it. */
  ask(request: object): Promise<Record<string, unknown>>;
  /** Sends something that matters only now. */
  tell(request: object): void;
  /** Begins anew, as somebody else. */
  again(): void;
}

/**
 * The line to a room: opened again whenever it is lost, always from the change that the page has, so that it is sent what it
 * missed and nothing else.
 */
export function openRoomLine(
  room: string,
  since: () => number,
  hear: (frame: Frame) => void,
  onState: (state: 'open' | 'lost' | 'refused', why?: string) => void,
): RoomLine {
  const waiting = new Map<
    number,
    { text: string; resolve(done: Record<string, unknown>): void; reject(error: Refusal): void }
  >();
  let socket: WebSocket | undefined;
  /** What waits was sent on this line, so that nothing newer gets ahead of it. */
  let ready = false;
  let ids = 0;
  let attempt = 0;
  let refused = '';
  let timer = 0;
  let quiet = 0;

  connect();
  addEventListener('online', () => soon(0));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !socket) soon(0);
  });

  function connect(): void {
    const query = new URLSearchParams({ room, since: String(since()) });
    const made = new WebSocket(new URL(`/api/v1/chat/socket?${query}`, location.href.replace(/^http/, 'ws')));
    socket = made;
    ready = false;
    refused = '';
    made.addEventListener('message', event => take(made, JSON.parse(String(event.data)) as Frame));
    made.addEventListener('close', event => {
      if (socket !== made) return;
      socket = undefined;
      clearTimeout(quiet);
      if (event.code === POLICY_VIOLATION) {
        onState('refused', refused || event.reason);
        return;
      }
      onState('lost');
      // All who were here come back at once when a server restarts.
      const pause = Math.min(RETRY.most, RETRY.first * 2 ** attempt++);
      soon(pause * (0.5 + Math.random()));
    });
  }

  function soon(ms: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => socket ?? connect(), ms);
  }

  function take(from: WebSocket, frame: Frame): void {
    if (from !== socket) return;
    watch();
    if (frame.hello) {
      attempt = 0;
      ready = true;
      onState('open');
      for (const { text } of waiting.values()) from.send(text);
    }
    const asked = frame.id === undefined ? undefined : waiting.get(frame.id);
    if (asked) {
      waiting.delete(frame.id!);
      if (frame.error) asked.reject(frame.error);
      else asked.resolve(frame.done ?? {});
      return;
    }
    if (frame.error) refused = frame.error.message;
    hear(frame);
  }

  /** The server says every half minute who is here, so that a line on which nothing comes is none. */
  function watch(): void {
    clearTimeout(quiet);
    quiet = window.setTimeout(() => socket?.close(), QUIET);
  }

  return {
    ask(request) {
      const id = ++ids;
      const text = JSON.stringify({ id, ...request });
      return new Promise((resolve, reject) => {
        waiting.set(id, { text, resolve, reject });
        if (ready && socket?.readyState === WebSocket.OPEN) socket.send(text);
      });
    },
    tell(request) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request));
    },
    again() {
      const old = socket;
      socket = undefined;
      old?.close();
      connect();
    },
  };
}
