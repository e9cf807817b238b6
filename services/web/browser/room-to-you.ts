/** Leads a guest who comes back to the first message that is for them; for who has an account the page has that already. */
export async function leadToFirst(line: HTMLElement, room: string, read: number): Promise<void> {
  line.addEventListener('click', () => {
    line.hidden = true;
  });
  if (read === 0 || !line.hidden) return;
  const answer = await fetch(`/api/v1/chat/rooms/${room}/mentions?after=${read}`, {
    headers: { accept: 'application/json' },
  });
  const { first, count } = (await answer.json()) as { first?: number; count: number };
  if (first === undefined) return;
  const link = line.querySelector('a')!;
  link.textContent = count === 1 ? 'A message to you' : `${count} messages to you`;
  link.href = `#m${first}`;
  line.hidden = false;
}
