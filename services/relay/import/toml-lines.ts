/**
 * On which line each key of a TOML file stands, by its path: `irc.libera.Server`, `gateway.0.inout.1.account`. The file has been
 * parsed already, so that only its lines are looked at; keys amid lines are not found.
 */
export function tomlLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let table = '';
  for (const [index, line] of text.split('\n').entries()) {
    const [, many, name] = /^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?/.exec(line) ?? [];
    if (name !== undefined) {
      table = pathOf(partsOf(name), many === '[[', counts);
      lines.set(table, index + 1);
      continue;
    }
    const [, key] = /^\s*([\w."'-]+)\s*=/.exec(line) ?? [];
    if (key === undefined) continue;
    const path = [table, ...partsOf(key)].filter(Boolean).join('.');
    if (!lines.has(path)) lines.set(path, index + 1);
  }
  return lines;
}

function partsOf(name: string): string[] {
  return name.split('.').map(part => part.trim().replace(/^["']|["']$/g, ''));
}

/** A table's path, with the number of each array of tables that it is in; `[[name]]` begins the next. */
function pathOf(parts: readonly string[], isNext: boolean, counts: Map<string, number>): string {
  let path = '';
  for (const [index, part] of parts.entries()) {
    path = path === '' ? part : `${path}.${part}`;
    const isLast = index === parts.length - 1;
    if (isLast && isNext) counts.set(path, (counts.get(path) ?? -1) + 1);
    const count = counts.get(path);
    if (count !== undefined) path = `${path}.${count}`;
  }
  return path;
}
