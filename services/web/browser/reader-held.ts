/** Forms that the worker could not send, until a page takes them into its queue. */
export const HELD = 'reader-held';

interface Held {
  /** Whose page it was on. */
  readonly account: string;
  readonly path: string;
  readonly fields: Record<string, string>;
}

export async function hold(held: Held): Promise<void> {
  const forms = await caches.open(HELD);
  await forms.put(`/reader/held/${Date.now()}`, Response.json(held));
}

/** What was held for somebody, in its order; what was for another goes. */
export async function takeHeld(account: string): Promise<Held[]> {
  if (!(await caches.has(HELD))) return [];
  const forms = await caches.open(HELD);
  const all = await Promise.all((await forms.keys()).map(async key => (await forms.match(key))!.json()));
  await caches.delete(HELD);
  return (all as Held[]).filter(held => held.account === account);
}
