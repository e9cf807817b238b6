/** Reads one sentence; gives the value of its slot (empty when it has none), or undefined when the sentence is another. */
export interface Phrase {
  (sentence: string): string | undefined;
  /** What it was made of; without it only what is said exactly is read. */
  readonly template?: string;
  fits?(slot: string): boolean;
}

/**
 * A phrase of light natural language, as a template: words, `[optional words]`, `(one|or another)` and at most one
 * `{slot}` that takes the words in its place. One space stands between words; letter case does not count.
 *
 *     phrase('what time is it [now] [in {place}]')('What time is it in New York') // 'New York'
 *
 * With `fits` only sentences whose slot holds such words are read.
 */
export function phrase(template: string, fits: (slot: string) => boolean = () => true): Phrase {
  const pattern = template
    .replace(/[.*+?^$\\]/g, '\\$&')
    .replace(/^\[([^\]]*)\] /, (_, inner: string) => `(?:(?:${inner}) )?`)
    .replace(/ \[([^\]]*)\]/g, (_, inner: string) => `(?: (?:${inner}))?`)
    .replace(/\((?!\?)/g, '(?:')
    .replace(/\{\w+\}/, '(.+)');
  const regex = new RegExp(`^${pattern}$`, 'iu');
  const read = (sentence: string) => {
    const match = regex.exec(sentence);
    const slot = match?.[1] ?? '';
    return match && fits(slot) ? slot : undefined;
  };
  return Object.assign(read, { template, fits });
}
