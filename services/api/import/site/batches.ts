import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROWS_AT_ONCE } from '../../contract.ts';
import { readPostFile } from '../../export/post-file.ts';

/** A row as JSON, and where it stands. */
export interface PlacedRow {
  row: string;
  place: string;
}

/** Characters of a batch, beyond which no row is added. */
const CHARACTERS = 1_000_000;

/** The rows of a table's file, in batches. */
export async function* rowsOfTable(directory: string, path: string): AsyncGenerator<PlacedRow[]> {
  const lines = linesOf(createReadStream(join(directory, path), 'utf8'));
  let number = 0;
  yield* batched(
    (async function* () {
      for await (const row of lines) yield { row, place: `${path}:${++number}` };
    })(),
    ROWS_AT_ONCE,
  );
}

/** Lines between line feeds alone: JSON may hold U+2028 as it is, which `node:readline` takes for an end. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Posts that one call takes: each is rendered. */
const POSTS_AT_ONCE = 25;

/** Posts from their files, in batches; a file that is none is told to `broken`. */
export async function* rowsOfPosts(
  directory: string,
  files: readonly string[],
  broken: (place: string, error: unknown) => void,
): AsyncGenerator<PlacedRow[]> {
  yield* batched(
    (async function* () {
      for (const place of files) {
        try {
          yield { row: JSON.stringify(readPostFile(await readFile(join(directory, place), 'utf8'))), place };
        } catch (error) {
          broken(place, error);
        }
      }
    })(),
    POSTS_AT_ONCE,
  );
}

async function* batched(rows: AsyncIterable<PlacedRow>, most: number): AsyncGenerator<PlacedRow[]> {
  let batch: PlacedRow[] = [];
  let length = 0;
  for await (const placed of rows) {
    if (batch.length === most || (batch.length > 0 && length + placed.row.length > CHARACTERS)) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(placed);
    length += placed.row.length;
  }
  if (batch.length > 0) yield batch;
}
