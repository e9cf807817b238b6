import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seen, Talker } from './people.ts';

/** What was said in all places, and what each person has seen of it. */
export class Transcript {
  readonly #places: Readonly<Record<string, readonly Talker[]>>;
  readonly #said: Seen[] = [];
  readonly #notes: Seen[] = [];
  readonly #told: (text: string) => void;

  constructor(places: Readonly<Record<string, readonly Talker[]>>, told: (text: string) => void) {
    this.#places = places;
    this.#told = told;
  }

  /** Somebody says something that everybody in the other places has to see once. */
  async say(person: Talker, text: string): Promise<void> {
    await person.say(text);
    this.#said.push({ name: person.name, text, at: Date.now() });
  }

  note(text: string): void {
    this.#notes.push({ name: '*', text, at: Date.now() });
    this.#told(text);
  }

  get count(): number {
    return this.#said.length;
  }

  /** Who has not seen what, in words. */
  lost(): string[] {
    return this.#counted(count => count === 0);
  }

  /** Who has seen what more than once. */
  doubled(): string[] {
    return this.#counted(count => count > 1);
  }

  /** Resolves when everybody has everything, or after so many milliseconds. */
  async settled(patience: number): Promise<void> {
    for (const end = Date.now() + patience; this.lost().length > 0 && Date.now() < end; ) await sleep(250);
  }

  /** Markdown: the counts, and the talk as one person of each place saw it. */
  async write(path: string): Promise<void> {
    const [lost, doubled] = [this.lost(), this.doubled()];
    const lines = [
      '# A talk in four places',
      '',
      `${this.#said.length} lines were said; ${this.#said.length * 6} were to be seen in other places, ${lost.length} were not, ${doubled.length} were seen twice.`,
      ...[...lost, ...doubled].map(one => `- ${one}`),
      '',
      '| who | where | lines seen | of them of others’ talk |',
      '| --- | --- | --- | --- |',
    ];
    for (const [place, all] of Object.entries(this.#places))
      for (const one of all) {
        const known = one.seen.filter(({ text }) => this.#said.some(line => line.text === bare(text)));
        lines.push(`| ${one.name} | ${place} | ${one.seen.length} | ${known.length} |`);
      }
    for (const [place, [first, ...rest]] of Object.entries(this.#places)) {
      const unseen = this.#said.filter(
        ({ name, text }) =>
          [first!, ...rest].some(one => one.name === name) && !first!.seen.some(one => one.text === text),
      );
      const told = [...first!.seen, ...unseen, ...this.#notes].toSorted((a, b) => a.at - b.at);
      lines.push('', `## ${place}, as ${first!.name} saw it`, '', '```', ...told.map(shown), '```');
    }
    await writeFile(path, `${lines.join('\n')}\n`);
  }

  #counted(wrong: (count: number) => boolean): string[] {
    return this.#said.flatMap(({ name, text }) =>
      Object.values(this.#places)
        .filter(all => !all.some(one => one.name === name))
        .flat()
        .flatMap(one => {
          const count = one.seen.filter(seen => bare(seen.text) === text).length;
          return wrong(count) ? [`${one.name} has ${count} times “${text}” of ${name}`] : [];
        }),
    );
  }
}

/** Without the time that a line has which comes late, behind which on IRC its sender stands. */
function bare(text: string): string {
  return text.replace(/^\[\d\d:\d\d UTC\] (?:<[^>]+> )?/, '');
}

function shown({ at, name, text }: Seen): string {
  return `${new Date(at).toISOString().slice(11, 23)} <${name}> ${text}`;
}
