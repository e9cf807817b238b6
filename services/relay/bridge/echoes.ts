/** Milliseconds for which a line may come back by another bridge. */
const FOR = 60_000;

const MOST = 500;

/** A name and a text that begin with these need not be a bridge's: people write `ann: yes` too. */
const SHORT = 15;

interface Heard {
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

/**
 * Knows lines again that another bridge brings back, as `<ann> hello` said by its own bot. Two bridges between the same rooms
 * would otherwise give one another the same line for ever.
 */
export class Echoes {
  readonly #now: () => number;
  #heard: Heard[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether this is a line that was heard a moment ago, told by another bridge; if not, it is remembered. */
  isEcho(name: string, text: string): boolean {
    const since = this.#now() - FOR;
    this.#heard = this.#heard.filter(({ at }) => at > since).slice(-MOST);
    const said = plain(text);
    if (this.#heard.some(one => isTold(said, one))) return true;
    this.#heard.push({ name: plain(name), text: said, at: this.#now() });
    return false;
  }
}

/** Whether a text is another's line with its sender before it, in the ways in which bridges write that. */
function isTold(said: string, { name, text }: Heard): boolean {
  if (name === '' || text === '' || said.length <= text.length || !said.endsWith(text)) return false;
  const before = said.slice(0, -text.length).trimEnd();
  const bracketed = /[<[(*«]+([^<[(*«]+?)[>\])*»]+:?$/.exec(before)?.[1];
  if (bracketed !== undefined) return bracketed.includes(name);
  return text.length > SHORT && before.endsWith(':') && before.slice(0, -1).endsWith(name);
}

/** Without what bridges put in names so that nobody is called by them, in small letters. */
function plain(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
