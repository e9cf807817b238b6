export interface DescribedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

/** A statement before which this stands in a comment is known not to hurt the release before, and the comment says why. */
const KNOWN_SAFE = /--\s*safe:\s*\S/;

/** Statements that take from the running release what it uses. */
const TAKES: readonly [pattern: RegExp, what: string][] = [
  [/\bdrop\s+table\b/i, 'drops a table'],
  [/\bdrop\s+column\b/i, 'drops a column'],
  [/\brename\s+(?:column\b|to\b)/i, 'renames'],
  [/\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i, 'changes the type of a column'],
  [/\balter\s+column\s+\S+\s+set\s+not\s+null\b/i, 'asks for a value that the running release may leave out'],
  [
    /\badd\s+column\b(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b/i,
    'adds a column that the running release does not fill',
  ],
];

/** What new migrations of a service take from the release that runs while they are applied, in sentences. */
export function migrationBreaks(
  service: string,
  older: readonly DescribedMigration[],
  newer: readonly DescribedMigration[],
): string[] {
  const before = new Map(older.map(({ name, checksum }) => [name, checksum]));
  return newer.flatMap(({ name, checksum, sql }) => {
    const had = before.get(name);
    if (had === checksum) return [];
    if (had !== undefined) return [`${service}/${name} was applied already and has changed since.`];
    return statements(sql).flatMap(statement =>
      KNOWN_SAFE.test(statement)
        ? []
        : TAKES.filter(([pattern]) => pattern.test(withoutText(statement))).map(
            ([, what]) =>
              `${service}/${name} ${what}: do that one release after nothing uses it, and say so before the statement: -- safe: WHY.`,
          ),
    );
  });
}

/** Each with the comments before it; the bodies of functions stay in one piece. */
function statements(sql: string): string[] {
  return sql.split(/;(?=(?:[^$]*\$\$[^$]*\$\$)*[^$]*$)/);
}

function withoutText(statement: string): string {
  return statement.replace(/--.*$/gm, '').replace(/'(?:[^']|'')*'/g, "''");
}
