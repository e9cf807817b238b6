/**
 * SQL as far as it takes to tell statements and their words apart, as PostgreSQL reads it:
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html.
 */
export interface Token {
  /** `word` is a keyword or a name in small letters, `name` a quoted one, `text` a literal, of which `text` is what is in it. */
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol';
  readonly text: string;
}

export interface Statement {
  readonly tokens: readonly Token[];
  /** Those before it and in it, without their marks. */
  readonly comments: readonly string[];
}

type Found =
  | Token
  | { readonly kind: 'space'; readonly text: string }
  | { readonly kind: 'comment'; readonly text: string };

const SPACE = /\s+/y;
const LINE_COMMENT = /--(.*)/y;
const ESCAPED_TEXT = /[eE]'((?:[^'\\]|''|\\[\s\S])*)(?:'|$)/y;
const TEXT = /'((?:[^']|'')*)(?:'|$)/y;
const NAME = /"((?:[^"]|"")*)(?:"|$)/y;
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\.?\d[\w.]*/y;

/** The statements of a script; the body of a function is one token, or part of its statement. What does not end goes on to the end. */
export function statements(sql: string): Statement[] {
  const all: Statement[] = [];
  let tokens: Token[] = [];
  let comments: string[] = [];
  let depth = 0;
  let at = 0;
  while (at < sql.length) {
    const { found, end } = next(sql, at);
    at = end;
    if (found.kind === 'comment') comments.push(found.text);
    if (found.kind === 'space' || found.kind === 'comment') continue;
    depth = blockDepth(depth, found, tokens);
    if (found.kind === 'symbol' && found.text === ';' && depth === 0) {
      if (tokens.length > 0) all.push({ tokens, comments });
      tokens = [];
      comments = [];
    } else tokens.push(found);
  }
  return tokens.length > 0 ? [...all, { tokens, comments }] : all;
}

/** A function in the words of the standard has its statements between BEGIN ATOMIC and END, where CASE has an END too. */
function blockDepth(depth: number, { kind, text }: Token, before: readonly Token[]): number {
  if (kind !== 'word') return depth;
  if (text === 'atomic' && before.at(-1)?.text === 'begin') return 1;
  if (depth > 0 && text === 'case') return depth + 1;
  return depth > 0 && text === 'end' ? depth - 1 : depth;
}

function next(sql: string, at: number): { found: Found; end: number } {
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(sql);
  };
  const token = (kind: Found['kind'], [all, text = all]: RegExpExecArray | [string, string]) => ({
    found: { kind, text } as Found,
    end: at + all.length,
  });
  const patterns = [
    ['space', SPACE],
    ['comment', LINE_COMMENT],
    ['text', ESCAPED_TEXT],
    ['text', TEXT],
    ['name', NAME],
    ['word', WORD],
    ['number', NUMBER],
  ] as const;
  if (sql.startsWith('/*', at)) return token('comment', blockComment(sql, at));
  const [tag] = match(DOLLAR) ?? [];
  if (tag !== undefined) return token('text', dollarText(sql, at, tag));
  for (const [kind, pattern] of patterns) {
    const found = match(pattern);
    if (found === null) continue;
    if (kind === 'word') return token(kind, [found[0], found[0].toLowerCase()]);
    return token(kind, kind === 'name' ? [found[0], found[1]!.replaceAll('""', '"')] : found);
  }
  return token('symbol', [sql[at]!, sql[at]!]);
}

/** Comments of this kind may hold one another. */
function blockComment(sql: string, at: number): [string, string] {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let open = 0;
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    open += mark[0] === '/*' ? 1 : -1;
    if (open === 0) return [sql.slice(at, marks.lastIndex), sql.slice(at + 2, marks.lastIndex - 2)];
  }
  return [sql.slice(at), sql.slice(at + 2)];
}

function dollarText(sql: string, at: number, tag: string): [string, string] {
  const begin = at + tag.length;
  const end = sql.indexOf(tag, begin);
  return end === -1
    ? [sql.slice(at), sql.slice(begin)]
    : [sql.slice(at, end + tag.length), sql.slice(begin, end)];
}

/** Tokens between commas that stand in no brackets. */
export function clauses(tokens: readonly Token[]): Token[][] {
  const all: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const symbol = token.kind === 'symbol' ? token.text : '';
    if ('(['.includes(symbol) && symbol !== '') depth++;
    if (')]'.includes(symbol) && symbol !== '') depth--;
    if (symbol === ',' && depth === 0) all.push([]);
    else all.at(-1)!.push(token);
  }
  return all;
}
