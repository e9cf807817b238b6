export type Reply =
  | { room: string; answers: { text: string; html: string; to?: string }[] }
  | { error: { code: string; message: string; retryAfter?: number } };

const PATIENCE_MS = 15_000;

/** A line to the bot that opens when it is first needed, and again after it was lost; `later` is given what nobody asked for. */
export function openLine(
  room: string | undefined,
  later: (reply: Reply) => void,
): { say(text: string): Promise<Reply> } {
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(): void }>();
  let socket: Promise<WebSocket> | undefined;
  let last = 0;

  function connect(): Promise<WebSocket> {
    const made = new Promise<WebSocket>((resolve, reject) => {
      const opening = new WebSocket(new URL('/api/v1/bot/socket', location.href.replace(/^http/, 'ws')));
      opening.addEventListener('open', () => resolve(opening));
      opening.addEventListener('message', event => hear(String(event.data)));
      opening.addEventListener('close', () => {
        if (socket === made) socket = undefined;
        for (const one of waiting.values()) one.reject();
        waiting.clear();
        reject(new Error('the line is closed'));
      });
    });
    return made;
  }

  function hear(data: string): void {
    const { id, ...reply } = JSON.parse(data) as Reply & { id?: number };
    // A talk that the connection began goes on in its room after a new connection.
    if ('room' in reply) room ??= reply.room;
    if (id === undefined) {
      later(reply as Reply);
      return;
    }
    waiting.get(id)?.resolve(reply as Reply);
    waiting.delete(id);
  }

  return {
    async say(text) {
      socket ??= connect();
      const open = await socket;
      const id = ++last;
      return new Promise<Reply>((resolve, reject) => {
        const late = setTimeout(() => waiting.delete(id) && reject(new Error('no answer')), PATIENCE_MS);
        waiting.set(id, {
          resolve(reply) {
            clearTimeout(late);
            resolve(reply);
          },
          reject() {
            clearTimeout(late);
            reject(new Error('the line is closed'));
          },
        });
        open.send(JSON.stringify({ id, room, text }));
      });
    },
  };
}
