import { parse } from 'smol-toml';
import { parseDocument } from 'yaml';
import { lineAt, problem } from './problem.ts';

type Data = Record<string, unknown>;

/** Enough for real front matter, and too few for a bomb of aliases of aliases. */
const MOST_ALIASES = 100;

/**
 * YAML with every scalar as the text that was written: a title `1.10` or `no` stays what it is, and dates are read by
 * `readDate` in all the shapes that YAML 1.1 and 1.2 and people have. Tags such as `!ruby/object` are not acted on.
 */
export function parseYaml(raw: string, line: number): Data {
  const document = parseDocument(raw, {
    schema: 'failsafe',
    merge: true,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const error = document.errors[0];
  if (error) {
    const at = line - 1 + (error.linePos?.[0].line ?? 1);
    throw problem(`the YAML front matter is broken: ${firstLine(error.message)}`, at);
  }
  try {
    return asData(document.toJS({ maxAliasCount: MOST_ALIASES }), line);
  } catch (thrown) {
    throw problem(`the YAML front matter cannot be used: ${(thrown as Error).message}`, line);
  }
}

export function parseToml(raw: string, line: number): Data {
  try {
    return asData(parse(raw), line);
  } catch (thrown) {
    const { message, line: at = 1 } = thrown as Error & { line?: number };
    throw problem(`the TOML front matter is broken: ${firstLine(message)}`, line - 1 + at);
  }
}

export function parseJson(raw: string, line: number): Data {
  try {
    return asData(JSON.parse(raw), line);
  } catch (thrown) {
    const { message } = thrown as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? raw.trimEnd().length);
    const said = message.replace(/ in JSON at position.*| at position.*/s, '').replace(/, ".*$/s, '');
    throw problem(`the JSON front matter is broken: ${said}`, line - 1 + lineAt(raw, position + 1));
  }
}

/** The fields by their names in lower case, since generators do not agree on `publishDate` and `publishdate`. */
function asData(value: unknown, line: number): Data {
  if (value === null || value === undefined || value === '') return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw problem('the front matter is not a list of names and values.', line);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));
}

function firstLine(message: string): string {
  return message
    .split('\n')[0]!
    .replace(/closing (["'])quote/, 'closing $1')
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/\.?$/, '.');
}
