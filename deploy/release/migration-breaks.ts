import { clauses, type Statement, statements, type Token } from './sql.ts';

export interface DescribedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

/** A statement before which this stands in a comment is known not to hurt the release before, and the comment says why. */
const KNOWN_SAFE = /^\s*safe:\s*\S/;

/** What is known of a schema while its migrations are read. */
interface Known {
  /** Tables that the running release does not know of. */
  readonly fresh: Set<string>;
  /** Indexes that keep nothing from being written. */
  readonly plain: Set<string>;
}

/** What new migrations of a service take from the release that runs while they are applied, in sentences. */
export function migrationBreaks(
  service: string,
  older: readonly DescribedMigration[],
  newer: readonly DescribedMigration[],
): string[] {
  const before = new Map(older.map(({ name, checksum }) => [name, checksum]));
  const known: Known = { fresh: new Set(), plain: new Set() };
  return newer.flatMap(({ name, checksum, sql }) => {
    const had = before.get(name);
    if (had !== undefined && had !== checksum)
      return [`${service}/${name} was applied already and has changed since.`];
    const takes = statements(sql).flatMap(statement => takesOf(statement, known, had !== undefined));
    return had !== undefined
      ? []
      : takes.map(
          what =>
            `${service}/${name} ${what}: do that one release after nothing uses it, and say so before the statement: -- safe: WHY.`,
        );
  });
}

/** What a statement takes from the running release, in words; notes what it makes. */
function takesOf({ tokens, comments }: Statement, known: Known, applied: boolean): string[] {
  const words = new Words(tokens);
  note(words, known, applied);
  if (comments.some(comment => KNOWN_SAFE.test(comment))) return [];
  const first = words.at(0);
  if (first === 'drop') return dropTakes(words.after(1), known);
  if (first === 'truncate') return emptied(words.after(1), known);
  if (first === 'delete' && !words.has('where')) return emptied(words.after(1), known);
  if (first === 'create') return createTakes(words, known);
  if (first === 'do')
    return tokens.filter(({ kind }) => kind === 'text').flatMap(body => bodyTakes(body, known));
  if (first !== 'alter') return [];
  if (words.at(1) === 'table') return tableTakes(words.after(2), known);
  if (words.at(1) === 'index') return [];
  if (words.has('rename')) return [`renames ${kindInWords(words)}, or a part of it`];
  if (words.at(1) === 'type' && (words.has('drop') || words.after(2).has('alter'))) return ['changes a type'];
  if (words.has('set', 'schema')) return [`moves ${kindInWords(words)}`];
  return words.at(1) === 'domain' && (words.has('add') || words.has('not', 'null')) ? ['narrows a type'] : [];
}

function note(words: Words, { fresh, plain }: Known, applied: boolean): void {
  if (words.at(0) !== 'create') return;
  const kind = words.indexOf('table');
  if (!applied && kind !== -1 && kind <= 2 && !words.startsWith(kind + 1, 'if'))
    fresh.add(words.name(kind + 1));
  if (words.at(1) === 'index') plain.add(words.name(indexName(words, 2)));
}

/** Where the name of an index stands, after CONCURRENTLY and IF NOT EXISTS. */
function indexName(words: Words, at: number): number {
  const after = words.at(at) === 'concurrently' ? at + 1 : at;
  return words.startsWith(after, 'if', 'not', 'exists') ? after + 3 : after;
}

function createTakes(words: Words, { fresh }: Known): string[] {
  if (words.at(1) !== 'unique') return [];
  const on = words.indexOf('on') + 1;
  const table = words.name(words.at(on) === 'only' ? on + 1 : on);
  return fresh.has(table)
    ? []
    : ['asks of rows that they differ, which those of the running release may not'];
}

function dropTakes(words: Words, { fresh, plain }: Known): string[] {
  const kind = words.at(0);
  const start = words.at(1) === 'concurrently' ? 2 : 1;
  const names = clauses(words.after(words.startsWith(start, 'if', 'exists') ? start + 2 : start).tokens).map(
    name => new Words(name).name(0),
  );
  if (kind === 'table' && names.every(name => fresh.has(name))) return [];
  if (kind === 'index' && names.every(name => plain.has(name))) return [];
  return [`drops ${kindInWords(words, 0)}`];
}

function emptied(words: Words, { fresh }: Known): string[] {
  const start = ['table', 'from'].includes(words.at(0) ?? '') ? 1 : 0;
  const table = words.name(words.at(start) === 'only' ? start + 1 : start);
  return fresh.has(table) ? [] : ['empties a table'];
}

function tableTakes(words: Words, known: Known): string[] {
  const start = words.startsWith(0, 'if', 'exists') ? 2 : 0;
  const at = words.at(start) === 'only' ? start + 1 : start;
  if (known.fresh.has(words.name(at))) return [];
  const actions = clauses(words.after(words.endOfName(at)).tokens);
  return actions.flatMap(action => actionTakes(new Words(action)));
}

/** The words of ALTER TABLE after which something other than a column comes. */
const CONSTRAINTS = ['constraint', 'primary', 'unique', 'check', 'foreign', 'exclude'];

function actionTakes(words: Words): string[] {
  const first = words.at(0);
  if (first === 'rename') return ['renames'];
  if (first === 'drop') return [words.at(1) === 'constraint' ? 'drops a constraint' : 'drops a column'];
  if (first === 'add') {
    if (words.isWord(1) && CONSTRAINTS.includes(words.at(1)!))
      return ['asks of rows what those of the running release may not keep'];
    return columnTakes(words.after(1));
  }
  if (first === 'alter') return alteredColumnTakes(words.after(words.at(1) === 'column' ? 2 : 1));
  if (words.startsWith(0, 'set', 'schema')) return ['moves a table'];
  if (first === 'detach') return ['takes rows from a table'];
  if (words.has('row', 'level', 'security') && first === 'enable') return ['hides rows of a table'];
  if (first === 'disable' && !words.has('row')) return ['ends what the running release has done for it'];
  return [];
}

/** Types that fill themselves. */
const FILLED = [
  'default',
  'generated',
  'serial',
  'bigserial',
  'smallserial',
  'serial2',
  'serial4',
  'serial8',
];

function columnTakes(words: Words): string[] {
  const outside = words.outsideBrackets();
  const needed = outside.has('not', 'null') || outside.has('primary', 'key');
  return needed && !FILLED.some(word => outside.has(word))
    ? ['adds a column that the running release does not fill']
    : [];
}

function alteredColumnTakes(column: Words): string[] {
  const words = column.after(1);
  if (words.at(0) === 'type' || words.startsWith(0, 'set', 'data', 'type'))
    return ['changes the type of a column'];
  if (words.startsWith(0, 'set', 'not', 'null'))
    return ['asks for a value that the running release may leave out'];
  if (words.startsWith(0, 'drop', 'not', 'null'))
    return ['lets a column be empty that the running release may read as filled'];
  if (words.at(0) === 'drop') return ['no longer fills a column that the running release may leave out'];
  return words.startsWith(0, 'add', 'generated', 'always')
    ? ['fills a column that the running release fills itself']
    : [];
}

/** Words of PL/pgSQL after which a statement begins. */
const OPENERS = ['begin', 'then', 'else', 'loop'];

/** The statements in a block of code, which are looked at like others; those that it puts together are not seen. */
function bodyTakes({ text }: Token, known: Known): string[] {
  return statements(text).flatMap(({ tokens, comments }) => {
    const last = tokens.findLastIndex(({ kind, text }) => kind === 'word' && OPENERS.includes(text));
    const inner = tokens.slice(last + 1);
    if (inner[0]?.text === 'execute' && !comments.some(comment => KNOWN_SAFE.test(comment)))
      return ['runs statements that cannot be read here'];
    return inner.length > 0 ? takesOf({ tokens: inner, comments }, known, false) : [];
  });
}

function kindInWords(words: Words, at = 1): string {
  const kind = words.at(at) === 'materialized' ? 'view' : (words.at(at) ?? 'something');
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** Tokens, asked for words by their places. */
class Words {
  readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  isWord(at: number): boolean {
    return this.tokens[at]?.kind === 'word';
  }

  at(at: number): string | undefined {
    return this.tokens[at]?.text;
  }

  after(at: number): Words {
    return new Words(this.tokens.slice(at));
  }

  /** Without expressions, and what types have in brackets. */
  outsideBrackets(): Words {
    let depth = 0;
    return new Words(
      this.tokens.filter(({ kind, text }) => {
        if (kind === 'symbol' && text === '(') depth++;
        if (kind === 'symbol' && text === ')') depth--;
        return depth === 0;
      }),
    );
  }

  startsWith(at: number, ...words: string[]): boolean {
    return words.every((word, index) => this.isWord(at + index) && this.at(at + index) === word);
  }

  indexOf(...words: string[]): number {
    return this.tokens.findIndex((_token, at) => this.startsWith(at, ...words));
  }

  has(...words: string[]): boolean {
    return this.indexOf(...words) !== -1;
  }

  /** The place after a name, which may have several parts with points between them, and a star. */
  endOfName(at: number): number {
    let end = at + 1;
    while (this.at(end) === '.') end += 2;
    return this.at(end) === '*' ? end + 1 : end;
  }

  /** The last part of a name. */
  name(at: number): string {
    let last = at;
    while (this.at(last + 1) === '.') last += 2;
    return this.at(last) ?? '';
  }
}
