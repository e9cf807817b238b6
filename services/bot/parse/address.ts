/** What of a message is meant for the bot, and how sure that is. */
export interface Addressed {
  /** The message without the bot's name. */
  readonly text: string;
  /** `yes`: called by name, so that it answers even when it does not understand. `maybe`: it answers when it understands. */
  readonly called: 'yes' | 'maybe' | 'no';
}

export type AddressReader = (text: string) => Addressed;

/** The name is not looked for at the end of anything longer: it bounds the search. */
const MAX_SENTENCE = 500;

/**
 * Makes a reader that sees whether a message calls the bot by name, and takes the name off it: `croft: roll`,
 * `@croft roll`, `hey croft, roll`, `roll, croft?`. `croft roll` is a maybe; a name in the middle of talk ("I like croft
 * a lot") is no call. The name is one word of letters, digits, hyphens and underscores.
 */
export function addressReader(name: string): AddressReader {
  const word = `${name}(?![\\p{L}\\p{N}_-])`;
  const greeting = '(?:hey|hi|hello|ok|okay|yo|dear)';
  const start = new RegExp(
    `^\\s*(?:@${word}\\s*[:,]?|${greeting}[,\\s]\\s*@?${word}\\s*[:,!]?|${word}\\s*[:,])\\s*`,
    'iu',
  );
  const loose = new RegExp(`^\\s*${word}\\s+`, 'iu');
  const end = new RegExp(`,\\s*@?${word}[\\s?!.]*$`, 'iu');
  const alone = new RegExp(`^\\s*@?${word}[\\s?!.]*$`, 'iu');
  return text => {
    if (alone.test(text)) return { text: '', called: 'yes' };
    const first = start.exec(text);
    if (first) return { text: text.slice(first[0].length), called: 'yes' };
    const last = text.length <= MAX_SENTENCE ? end.exec(text) : null;
    if (last) return { text: text.slice(0, last.index), called: 'yes' };
    const maybe = loose.exec(text);
    if (maybe) return { text: text.slice(maybe[0].length), called: 'maybe' };
    return { text, called: 'no' };
  };
}
