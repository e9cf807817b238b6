import { element } from './room-message.ts';
import type { Frame, Person } from './room-types.ts';

/** How long somebody types who says so once. */
const TYPES = 5_000;

/** Who is in the room, and who types. */
export function roomHere(here: HTMLDetailsElement, typing: HTMLElement | null) {
  let people: Person[] = [];
  const types = new Map<number, { name: string; timer: number }>();

  function showTyping(): void {
    if (!typing) return;
    const names = [...types.values()].map(({ name }) => name);
    const who = names.length > 2 ? 'Several people' : names.join(' and ');
    typing.textContent = names.length === 0 ? '' : `${who} ${names.length === 1 ? 'is' : 'are'} writing…`;
  }

  return {
    people: (): readonly Person[] => people,
    names: () => people.map(({ name }) => name),
    show({ people: now, others }: NonNullable<Frame['here']>): void {
      people = now;
      const count = now.length + others;
      here.hidden = false;
      here.querySelector('summary')!.textContent = count === 1 ? '1 here' : `${count} here`;
      const watching =
        others === 0 ? [] : [element('li', 'quiet', others === 1 ? '1 reads along' : `${others} read along`)];
      here
        .querySelector('ul')!
        .replaceChildren(...now.map(({ name }) => element('li', '', name)), ...watching);
    },
    types({ id, name }: NonNullable<Frame['typing']>): void {
      clearTimeout(types.get(id)?.timer);
      types.set(id, { name, timer: window.setTimeout(() => this.stops(id), TYPES) });
      showTyping();
    },
    stops(id: number | undefined): void {
      if (id === undefined || !types.has(id)) return;
      clearTimeout(types.get(id)!.timer);
      types.delete(id);
      showTyping();
    },
  };
}
