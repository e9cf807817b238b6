import { isDeepStrictEqual } from 'node:util';
import { type Settings, SettingsChanges } from '../../../api/contract.ts';
import type { SettingName } from './groups.ts';

export type Fields = Readonly<Record<string, string | undefined>>;

export interface ReadSettings {
  /** Only what differs from what the form was made with, so that another owner's change of the rest stays. */
  readonly changes: SettingsChanges;
  /** What is wrong, by the names of the fields. */
  readonly problems: Readonly<Record<string, string>>;
}

/** Reads of a form the settings that it is about. `current`: what they are now, for the parts of the author that were not touched. */
export function readSettingsForm(
  fields: Fields,
  names: readonly SettingName[],
  current: Settings,
): ReadSettings {
  const before = readBefore(fields['before']);
  const changes: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const name of names) {
    const { value, rows = [] } = READERS[name](fields, name);
    const shown = before[name];
    if (isDeepStrictEqual(value, shown)) continue;
    const sent = name === 'author' ? mergeAuthor(value, shown, current.author) : (value ?? null);
    const result = SettingsChanges.shape[name].safeParse(sent);
    if (result.success) changes[name] = result.data;
    else
      for (const { path, message } of result.error.issues) {
        const field = fieldOf(name, path, rows);
        problems[field] ??= says(field, message);
      }
  }
  return { changes: changes as SettingsChanges, problems };
}

/** What a form is made with, as it comes back with it. */
export function writeBefore(settings: Settings, names: readonly SettingName[]): string {
  return JSON.stringify(Object.fromEntries(names.map(name => [name, settings[name]])));
}

function readBefore(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

interface ReadValue {
  readonly value: unknown;
  /** Of each entry of a list the row that it stood in, since empty rows are left out. */
  readonly rows?: readonly number[];
}

type Reader = (fields: Fields, name: string) => ReadValue;

const READERS: Readonly<Record<SettingName, Reader>> = {
  title: text,
  description: (fields, name) => ({ value: trimmed(fields, name) ?? '' }),
  language: text,
  securityContact: contact,
  author,
  navigation: links,
  support: links,
  hue: number,
  comments: tick,
  commentDays: number,
  feedback: tick,
};

function trimmed(fields: Fields, name: string): string | undefined {
  return fields[name]?.replaceAll('\r\n', '\n').replaceAll('\0', '').trim() || undefined;
}

function text(fields: Fields, name: string): ReadValue {
  return { value: trimmed(fields, name) };
}

/** An e-mail address alone is a `mailto:`. */
function contact(fields: Fields, name: string): ReadValue {
  const value = trimmed(fields, name);
  return { value: value?.includes('@') && !/^[a-z]+:/i.test(value) ? `mailto:${value}` : value };
}

function number(fields: Fields, name: string): ReadValue {
  const value = trimmed(fields, name);
  return { value: value === undefined ? undefined : Number(value) };
}

function tick(fields: Fields, name: string): ReadValue {
  return { value: fields[name] === 'on' };
}

/** Rows with their places; a row without label and address is none. */
function links(fields: Fields, name: string): ReadValue {
  const found = [];
  for (let row = 0; fields[`${name}.${row}.label`] !== undefined; row++) {
    const [label, href] = [trimmed(fields, `${name}.${row}.label`), trimmed(fields, `${name}.${row}.href`)];
    if (label !== undefined || href !== undefined)
      found.push({
        row,
        place: placeOf(trimmed(fields, `${name}.${row}.place`), row),
        link: { label: label ?? '', href: href ?? '' },
      });
  }
  found.sort((a, b) => a.place - b.place || a.row - b.row);
  return { value: found.map(({ link }) => link), rows: found.map(({ row }) => row) };
}

/** A row that was given another place goes before the one that stood there, or after it when it moves down. */
function placeOf(typed: string | undefined, row: number): number {
  const place = Number(typed ?? row + 1);
  if (Number.isNaN(place)) return row + 1;
  return place + Math.sign(place - (row + 1)) / 2;
}

function author(fields: Fields): ReadValue {
  const { value, rows = [] } = links(fields, 'author.links');
  const found = {
    name: trimmed(fields, 'author.name') ?? '',
    url: trimmed(fields, 'author.url'),
    photo: fields['picture'] || trimmed(fields, 'author.photo'),
    bio: trimmed(fields, 'author.bio'),
    links: (value as unknown[]).length > 0 ? value : undefined,
  };
  const given = Object.entries(found).filter(([, part]) => part !== undefined);
  return { value: Object.fromEntries(given), rows };
}

/** The author is one setting: parts that this form did not change stay as they are by now. */
function mergeAuthor(value: unknown, shown: unknown, current: Settings['author']): unknown {
  const [mine, before] = [value as Record<string, unknown>, (shown ?? {}) as Record<string, unknown>];
  const merged: Record<string, unknown> = { ...current };
  for (const part of ['name', 'url', 'photo', 'bio', 'links'])
    if (!isDeepStrictEqual(mine[part], before[part])) merged[part] = mine[part];
  return merged;
}

function fieldOf(name: string, path: readonly PropertyKey[], rows: readonly number[]): string {
  const parts = path.map(part => (typeof part === 'number' ? (rows[part] ?? part) : String(part)));
  return [name, ...parts].join('.');
}

const MESSAGES: readonly [pattern: RegExp, message: string][] = [
  [/^title$/, 'A title has 1 to 200 letters.'],
  [/^description$/, 'A description has at most 500 letters.'],
  [/^language$/, 'Give the tag of a language, such as en or pt-BR.'],
  [/^securityContact$/, 'Give an e-mail address, or an address that begins with https://.'],
  [/^author\.url$/, 'Give an address that begins with https:// or http://.'],
  [/^author\.name$/, 'A name has at most 100 letters.'],
  [/^author\.bio$/, 'This has at most 1,000 letters.'],
  [/\.label$/, 'Each link has words of 1 to 40 letters.'],
  [/\.href$/, 'Give a path on this site such as /now, or an address that begins with https://.'],
  [/^hue$/, 'Give a whole number from 0 to 359.'],
  [/^commentDays$/, 'Give a whole number of days, at least 1.'],
];

function says(field: string, message: string): string {
  return MESSAGES.find(([pattern]) => pattern.test(field))?.[1] ?? message;
}
