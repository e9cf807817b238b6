import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../core/errors.ts';
import { loadConfig } from '../config.ts';

type Sections = Readonly<Record<string, unknown>>;

/**
 * Writes a server into the `servers` of a configuration file, after those that are there: services of which nothing is said run on
 * the first. Only the text of that place changes. Throws `invalid` with what to write by hand when that would not say what is
 * `wanted` of the sections.
 */
export async function addServerToFile(
  file: string,
  name: string,
  fields: Sections,
  wanted: Sections,
): Promise<void> {
  const line = `${/^[a-z]\w*$/.test(name) ? name : `'${name}'`}: ${literal(fields)}`;
  const done = await edit(file, text => withServer(text, line), wanted);
  if (!done)
    throw new AppError('invalid', `servers: { … } is not found in ${file}. Write it there yourself: ${line}`);
}

/** Takes a server out of the `servers` of a configuration file; false when its text has no such place and nothing was changed. */
export async function removeServerFromFile(file: string, name: string, wanted: Sections): Promise<boolean> {
  return edit(file, text => withoutServerIn(text, name), wanted);
}

/** Changes a configuration file, and leaves it as it was when it does not say then what is wanted. */
async function edit(
  file: string,
  change: (text: string) => string | undefined,
  wanted: Sections,
): Promise<boolean> {
  const text = await readFile(file, 'utf8');
  const changed = change(text);
  if (changed === undefined) return false;
  await writeFile(file, changed);
  const written = await loadConfig(dirname(file)).then(
    config => config.written,
    () => undefined,
  );
  if (isDeepStrictEqual(written, wanted)) return true;
  await writeFile(file, text);
  return false;
}

/** The text with a server after the others; undefined when it has no such place. */
export function withServer(text: string, line: string): string | undefined {
  const servers = findServers(text);
  if (servers === undefined) return undefined;
  const { open, close, entries, indent } = servers;
  const last = entries.at(-1);
  const end = last?.end ?? open;
  const comma = last && text[end - 1] !== ',' ? ',' : '';
  const before = `${text.slice(0, end)}${comma}`;
  const rest = text.slice(end, close);
  if (!rest.includes('\n') && last) return `${before} ${line}${rest}${text.slice(close)}`;
  const kept = rest.trimEnd();
  return `${before}${kept}\n${indent}  ${line},\n${indent}${text.slice(close)}`;
}

/** The text without a server; undefined when it is not found there. */
export function withoutServerIn(text: string, name: string): string | undefined {
  const entry = findServers(text)?.entries.find(one => one.name === name);
  if (entry === undefined) return undefined;
  const before = text.slice(0, entry.begin);
  const after = text.slice(entry.end);
  // A line that has nothing else goes whole.
  const alone = /\n[ \t]*$/.test(before) && /^[ \t]*\n/.test(after);
  return alone ? before.replace(/\n[ \t]*$/, '') + after : before + after.replace(/^[ \t]+/, '');
}

interface Servers {
  /** Where the text inside the braces begins and where it ends. */
  readonly open: number;
  readonly close: number;
  /** Each with the comma after it. */
  readonly entries: readonly { readonly name: string; readonly begin: number; readonly end: number }[];
  readonly indent: string;
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[{}[\](),]|[^\s{}[\](),'"`/]+|\//g;

function findServers(text: string): Servers | undefined {
  const begin = /^([ \t]*)["']?servers["']?:\s*\{/m.exec(text);
  if (!begin) return undefined;
  const open = begin.index + begin[0].length;
  const entries: { name: string; begin: number; end: number }[] = [];
  let depth = 0;
  let current: { name: string; begin: number; end: number } | undefined;
  for (const { 0: token, index } of text.slice(open).matchAll(TOKEN)) {
    const at = open + index;
    if (token.startsWith('//') || token.startsWith('/*')) continue;
    if (depth === 0 && token === '}') {
      if (current) entries.push(current);
      return { open, close: at, entries, indent: begin[1]! };
    }
    if (depth === 0 && token === ',') {
      if (current) entries.push({ ...current, end: at + 1 });
      current = undefined;
      continue;
    }
    if (current === undefined)
      current = { name: /^["']?([\w-]*)/.exec(token)![1]!, begin: at, end: at + token.length };
    else current.end = at + token.length;
    if ('{[('.includes(token)) depth++;
    if ('}])'.includes(token)) depth--;
  }
  return undefined;
}

function literal(fields: Sections): string {
  const parts = Object.entries(fields).map(([name, value]) => `${name}: ${text(value)}`);
  return `{ ${parts.join(', ')} }`;
}

function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}
