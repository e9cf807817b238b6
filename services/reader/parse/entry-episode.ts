import { absolute } from './address.ts';
import type { Episode, Funding, Person } from './parsed-feed.ts';
import { titleText } from './plain-text.ts';
import type { XmlElement } from './xml-element.ts';

const MOST = 20;
/** Characters of a name or a title. */
const LONGEST = 200;
/** Seconds in a day: no recording is longer. */
const DAY = 86_400;

/**
 * What an episode says of itself (https://podcasting2.org/docs/podcast-namespace), by Apple's elements where it has no others;
 * undefined when that is nothing. `people`: those of the whole feed, where it names none itself.
 */
export function readEpisode(entry: XmlElement, people: readonly Person[], base: string): Episode | undefined {
  const season = entry.all('podcast:season')[0];
  const part = entry.all('podcast:episode')[0];
  const own = readPersons(entry, base);
  const found = {
    season: numberOf(season?.text) ?? numberOf(entry.textOf('itunes:season')),
    seasonName: name(season?.attribute('name')),
    number: numberOf(part?.text) ?? numberOf(entry.textOf('itunes:episode')),
    label: name(part?.attribute('display')),
    people: own.length > 0 ? own : people,
    soundbites: entry.all('podcast:soundbite').slice(0, MOST).flatMap(soundbite),
  };
  const { people: named, soundbites, ...said } = found;
  const something = Object.values(said).some(value => value !== undefined);
  return something || own.length > 0 || soundbites.length > 0 || (named.length > 0 && hasFile(entry))
    ? found
    : undefined;
}

/** Who is heard, in a feed or an episode. */
export function readPersons(parent: XmlElement, base: string): Person[] {
  return parent
    .all('podcast:person')
    .slice(0, MOST)
    .flatMap(person => {
      const known = name(person.text);
      if (known === undefined) return [];
      const role = name(person.attribute('role'))?.toLowerCase();
      return [{ name: known, role, url: absolute(person.attribute('href'), base) }];
    });
}

/** Where those who make a feed may be supported. */
export function readFunding(head: XmlElement, base: string): Funding[] {
  return head
    .all('podcast:funding')
    .slice(0, MOST)
    .flatMap(funding => {
      const url = absolute(funding.attribute('url'), base);
      return url === undefined ? [] : [{ url, text: name(funding.text) }];
    });
}

function soundbite(element: XmlElement): Episode['soundbites'] {
  const [start, seconds] = ['starttime', 'duration'].map(key => numberOf(element.attribute(key)));
  if (start === undefined || seconds === undefined || seconds === 0 || start + seconds > DAY) return [];
  return [{ start, seconds, title: name(element.text) }];
}

function hasFile(entry: XmlElement): boolean {
  return entry.all('enclosure').length > 0;
}

function name(text: string | undefined): string | undefined {
  return titleText(text).slice(0, LONGEST).toWellFormed() || undefined;
}

/** A number from 0 to a million, written in decimals. */
function numberOf(text: string | undefined): number | undefined {
  return /^\s*\d{1,6}(?:\.\d{1,6})?\s*$/.test(text ?? '') ? Number(text) : undefined;
}
