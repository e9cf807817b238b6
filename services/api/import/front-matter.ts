import { parseJson, parseToml, parseYaml } from './formats.ts';
import { lineAt, problem } from './problem.ts';

export interface FrontMatter {
  data: Record<string, unknown>;
  body: string;
  /** Line that the body begins at, from 1. */
  bodyLine: number;
  /** Line of a key, when it can be found. */
  lineOf(key: string): number | undefined;
}

const FENCE = /^(---|\+\+\+|;;;)[ \t]*(yaml|yml|toml|json|js|javascript)?[ \t]*\n/;

/**
 * The front matter of a post: YAML between `---` lines (Jekyll, Hugo, Eleventy), TOML between `+++` (Hugo), a JSON object
 * (Hugo) or JSON and TOML between `---json` and `---` (Eleventy). A file without any is all body. Throws what is wrong,
 * with its line.
 */
export function readFrontMatter(text: string): FrontMatter {
  const start = /^\s*/.exec(text)![0].length;
  const rest = text.slice(start);
  const before = lineAt(text, start) - 1;
  const fence = FENCE.exec(rest);
  if (fence) return between(rest, fence, before);
  if (/^\{\s*"/.test(rest)) return jsonObject(rest, before);
  return { data: {}, body: text, bodyLine: 1, lineOf: () => undefined };
}

function between(
  text: string,
  [opening, marks = '---', language]: RegExpExecArray,
  before: number,
): FrontMatter {
  const end = new RegExp(
    `^(?:${marks === '---' ? '---|\\.\\.\\.' : marks.replaceAll('+', '\\+')})[ \\t]*$`,
    'm',
  );
  const inside = text.slice(opening!.length);
  const closing = end.exec(inside);
  if (!closing) {
    // A body may begin with a thematic break; then what follows is no list of keys.
    if (marks === '---' && !language && !/^[\w"'-]+[ \t]*:(?:\s|$)/.test(inside.trimStart()))
      return { data: {}, body: text, bodyLine: before + 1, lineOf: () => undefined };
    throw problem(`the front matter that begins with ${marks} never ends.`, before + 1);
  }
  const raw = inside.slice(0, closing.index);
  const line = before + 2;
  const body = inside.slice(closing.index + closing[0].length).replace(/^\n/, '');
  return result(parse(marks, language, raw, line), raw, line, body, line + lineAt(raw, raw.length));
}

function parse(
  marks: string,
  language: string | undefined,
  raw: string,
  line: number,
): Record<string, unknown> {
  if (language === 'js' || language === 'javascript')
    throw problem('front matter in JavaScript is a program and is not run. Write it as YAML.', line - 1);
  if (marks === '+++' || language === 'toml') return parseToml(raw, line);
  if (marks === ';;;' || language === 'json') return parseJson(raw, line);
  return parseYaml(raw, line);
}

function jsonObject(text: string, before: number): FrontMatter {
  const end = endOfObject(text);
  if (end === undefined) throw problem('the JSON front matter never ends.', before + 1);
  const raw = text.slice(0, end);
  const body = text.slice(end).replace(/^[ \t]*\n/, '');
  return result(parseJson(raw, before + 1), raw, before + 1, body, before + 1 + lineAt(raw, raw.length));
}

function endOfObject(text: string): number | undefined {
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}]/g)) {
    if (token[0] === '{') depth++;
    else if (token[0] === '}' && --depth === 0) return token.index + 1;
  }
  return undefined;
}

function result(
  data: Record<string, unknown>,
  raw: string,
  line: number,
  body: string,
  bodyLine: number,
): FrontMatter {
  return {
    data,
    body,
    bodyLine,
    lineOf(key) {
      const found = new RegExp(`^\\s*["']?${RegExp.escape(key)}["']?\\s*[:=]`, 'mi').exec(raw);
      return found ? line + lineAt(raw, found.index + found[0].length) - 1 : undefined;
    },
  };
}
