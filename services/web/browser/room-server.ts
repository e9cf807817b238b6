import type { Person, Refusal } from './room-types.ts';

/** Takes a name as a guest, which the browser keeps in a cookie. Throws a Refusal. */
export async function takeName(name: string): Promise<Person> {
  return ((await post('/api/v1/chat/me', { name })) as { person: Person }).person;
}

export function sanction(room: string, person: number, kind: 'mute' | 'block', minutes: number | undefined) {
  return post(`/api/v1/chat/rooms/${room}/sanctions`, { person, kind, minutes });
}

export function pin(room: string, number: number) {
  return post(`/api/v1/chat/rooms/${room}/moderation`, { pinned: number });
}

async function post(path: string, body: object): Promise<unknown> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status === 204) return undefined;
  const value = (await answer.json()) as Record<string, unknown>;
  if (answer.ok) return value;
  const { code, reason, detail } = value as { code: string; reason?: string; detail: string };
  throw { code, reason, message: detail } as Refusal;
}
