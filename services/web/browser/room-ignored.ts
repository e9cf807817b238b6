import { element } from './room-message.ts';
import type { Message } from './room-types.ts';

const KEY = 'croft ignored';

/** Somebody by their id, or by their name when they have none, as who speaks from another network. */
export interface Somebody {
  id: number | undefined;
  name: string;
}

/**
 * Whom this browser ignores, in all rooms. Their messages are folded to a quiet line that opens; nobody else knows of it.
 * `onChange` is told after each change.
 */
export function ignoredPeople(list: HTMLElement, onChange: () => void) {
  let people = read();

  function has(id: number | undefined, name: string): boolean {
    return people.some(one => (id === undefined ? one.id === undefined && one.name === name : one.id === id));
  }

  function fold(item: HTMLElement): void {
    const name = item.querySelector('.who')?.textContent;
    if (!name) return; // it is deleted
    const folded = item.querySelector<HTMLElement>('.folded');
    const on = has(Number(item.dataset['person']) || undefined, name);
    if (on === Boolean(folded)) return;
    if (folded) {
      folded.firstElementChild!.remove();
      folded.replaceWith(...folded.childNodes);
      return;
    }
    const box = element('details', 'folded');
    box.append(element('summary', 'quiet', `${name} is ignored`), ...item.childNodes);
    item.append(box);
  }

  function keep(now: Somebody[]): void {
    people = now;
    localStorage.setItem(KEY, JSON.stringify(people));
    for (const item of list.querySelectorAll<HTMLElement>('.message')) fold(item);
    onChange();
  }

  return {
    fold,
    all: (): readonly Somebody[] => people,
    has: ({ id, name }: Somebody) => has(id, name),
    wrote: ({ person, name }: Message) => has(person, name),
    add(somebody: Somebody): void {
      if (!has(somebody.id, somebody.name)) keep([...people, somebody]);
    },
    remove({ id, name }: Somebody): void {
      keep(people.filter(one => (id === undefined ? one.name !== name : one.id !== id)));
    },
  };
}

export type Ignored = ReturnType<typeof ignoredPeople>;

/** Does `/ignore NAME` and `/unignore NAME`, and gives what to say of it; undefined for any other text. */
export function ignoreByCommand(
  text: string,
  ignored: Ignored,
  list: HTMLElement,
  here: readonly Somebody[],
): string | undefined {
  const [, off, called = ''] = /^\s*\/(un)?ignore(?=\s|$)\s*@?(.*?)\s*$/i.exec(text) ?? [];
  if (!/^\s*\/(un)?ignore(\s|$)/i.test(text)) return undefined;
  if (!called)
    return off ? 'Show somebody again: /unignore NAME' : 'Fold away what somebody says: /ignore NAME';
  const wrote = [...list.querySelectorAll<HTMLElement>('.message:not(.mine)')].reverse().map(item => ({
    id: Number(item.dataset['person']) || undefined,
    name: item.querySelector('.who')?.textContent ?? '',
  }));
  const found = (off ? ignored.all() : [...here, ...wrote]).find(({ name }) => plain(name) === plain(called));
  if (!found) return off ? `You do not ignore ${called}.` : `Nobody here is called ${called}.`;
  if (off) ignored.remove(found);
  else ignored.add(found);
  return off ? `${found.name} is shown again.` : `You ignore ${found.name} now: /unignore shows them again.`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\s+/g, '');
}

/** Nothing for what another program left there. */
function read(): Somebody[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(one => typeof one?.name === 'string') : [];
  } catch {
    return [];
  }
}
