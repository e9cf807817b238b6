import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

const PLACE = /(file:\/\/\/[^\s()]+\/dist\/[\w-]+\.js):(\d+):(\d+)/g;

/** Milliseconds for which maps are kept: what fails fails often, and they are larger than the program. */
const KEPT = 60_000;
const maps = new Map<string, SourceMap | undefined>();

/** A stack whose places in the built program are those in the sources, by the source maps (ECMA-426) beside it. */
export function sourceStack(stack: string): string {
  return stack.replace(PLACE, (place, file: string, line: string, column: string) => {
    if (!maps.has(file)) keep(file);
    const found = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!found || !('originalSource' in found)) return place;
    return `${new URL(found.originalSource, file).href}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}

function keep(file: string): void {
  if (maps.size === 0) setTimeout(() => maps.clear(), KEPT).unref();
  maps.set(file, readMap(`${fileURLToPath(file)}.map`));
}

function readMap(path: string): SourceMap | undefined {
  return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
