import { readFile, writeFile } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';

/**
 * Writes a server into the `servers` of a configuration file. Only the text of that place changes. Throws `invalid`
 * with what to write by hand when the place is not found.
 */
export async function addServerToFile(
  file: string,
  name: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const text = await readFile(file, 'utf8');
  const line = `${/^[a-z]\w*$/.test(name) ? name : `'${name}'`}: ${literal(fields)},`;
  const added = withServer(text, line);
  if (added === undefined)
    throw new AppError('invalid', `servers: { … } is not found in ${file}. Write it there yourself: ${line}`);
  await writeFile(file, added);
}

/** The text with a line more in its servers; undefined when it has no such place. */
export function withServer(text: string, line: string): string | undefined {
  const begin = /^(\s*)["']?servers["']?:\s*\{/m.exec(text);
  if (!begin) return undefined;
  const at = begin.index + begin[0].length;
  const indent = `${begin[1]!.replace(/^\n+/, '')}  `;
  return `${text.slice(0, at)}\n${indent}${line}${text.slice(at)}`;
}

function literal(fields: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? `'${value}'` : value}`,
  );
  return `{ ${parts.join(', ')} }`;
}
