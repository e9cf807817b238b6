import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure.ts';

/**
 * Measures figures and prints them as a table, or with `--json` as an array. Arguments are names of figures or
 * prefixes (`rpc`, `rpc.unix`). Exit status 1 when one does not hold.
 */
const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter(arg => arg !== '--json');
const found: Figure[] = [];

for await (const file of glob('*/figures.ts', { cwd: import.meta.dirname })) {
  const bench = (await import(join(import.meta.dirname, file))) as {
    figures(names?: string[]): Promise<Figure[]>;
  };
  found.push(...(await bench.figures(names)));
}
if (json) console.log(JSON.stringify(found, null, 2));
else printTable(found);
if (names.length > 0 && found.length === 0) {
  console.error(`No figure is called ${names.join(' or ')}.`);
  process.exitCode = 1;
}
if (found.some(({ holds }) => !holds)) process.exitCode = 1;

function printTable(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, value, unit, reference, bar, holds }) => [
    holds ? (bar === '' ? '' : 'ok') : 'FAILS',
    name,
    `${value} ${unit}`,
    bar,
    reference,
  ]);
  const table = [['', 'figure', 'measured', 'bar', 'reference'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map(row => row[column]!.length)));
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}
