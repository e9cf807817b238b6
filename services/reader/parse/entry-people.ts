import type { XmlElement } from './xml-element.ts';

/** Names of those who wrote an entry or a feed, in the first vocabulary that names any. */
export function readPeople(parent: XmlElement): string[] {
  for (const key of ['author', 'dc:creator', 'atom:author', 'itunes:author', 'googleplay:author']) {
    const names = parent.all(key).map(nameOf);
    if (names.some(name => name !== '')) return names;
  }
  return [];
}

function nameOf(person: XmlElement): string {
  if (person.children.length > 0) return personPart(person) ?? '';
  // RSS wants `mail@example.org (Name)`, and some write `Name <mail@example.org>`.
  const match = /^[^\s()]+@\S+\s*\(([^()]+)\)$|^([^<>]+?)\s*<[^<>\s]+@[^<>\s]+>$/.exec(
    person.text.slice(0, 1000),
  );
  return match?.[1] ?? match?.[2] ?? person.text;
}

function personPart(person: XmlElement): string | undefined {
  return ['name', 'atom:name', 'email', 'atom:email', 'uri', 'atom:uri']
    .map(key => person.textOf(key))
    .find(text => text !== undefined);
}
