import type { Column } from './introspect.ts';

/** What `pg` gives for a type with our settings (connection.ts); every other type is text. */
const GIVES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  bytea: 'Buffer',
  timestamptz: 'Date',
  timestamp: 'Date',
  json: 'Json',
  jsonb: 'Json',
};

/** What may be written where that is not what is read. */
const TAKES: Readonly<Record<string, string>> = {
  numeric: 'string | number',
  timestamptz: 'Date | string',
  timestamp: 'Date | string',
  json: 'string',
  jsonb: 'string',
};

/** Kysely's table types of one schema as a TypeScript file. */
export function renderTypes(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, column => column.table);
  const bodies = [...tables].map(
    ([table, own]) => `export interface ${pascal(table)}Table {\n${own.map(renderColumn).join('')}}\n`,
  );
  const entries = [...tables.keys()].map(table => `  ${key(table)}: ${pascal(table)}Table;\n`);
  const text = `${bodies.join('\n')}\nexport interface Schema {\n${entries.join('')}}\n`;
  const names = ['ColumnType', 'Generated', 'GeneratedAlways'].filter(name => text.includes(`${name}<`));
  return [
    '// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.\n',
    names.length > 0 ? `import type { ${names.join(', ')} } from 'kysely';\n` : '',
    /\bJson\b/.test(text) ? `import type { Json } from '../../core/db/json.ts';\n` : '',
    `\n${text}`,
  ].join('');
}

function renderColumn(column: Column): string {
  return `  ${key(column.name)}: ${columnType(column)};\n`;
}

function columnType({ type, array, nullable, filled, labels }: Column): string {
  const orNull = nullable ? ' | null' : '';
  const many = (one: string) => (array ? `${one.includes(' ') ? `(${one})` : one}[]` : one);
  const reads = many(labels?.map(quote).join(' | ') ?? GIVES[type] ?? 'string') + orNull;
  const takes = array ? undefined : TAKES[type];
  if (filled === 'always') return `GeneratedAlways<${reads}>`;
  if (!takes) return filled === 'default' ? `Generated<${reads}>` : reads;
  const writes = takes + orNull;
  return `ColumnType<${reads}, ${writes}${filled === 'default' || nullable ? ' | undefined' : ''}, ${writes}>`;
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function key(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : quote(name);
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
