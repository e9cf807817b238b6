/** A word as the shell takes it literally. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

export interface WrittenFile {
  readonly path: string;
  readonly content: string;
  /** Octal; 644 unless given. */
  readonly mode?: string;
  /** Whose group may read it; root's unless given. */
  readonly group?: string;
}

/**
 * A script that reads files from its standard input and puts each in its place, whole or not at all, and what to give it there.
 * It prints the paths of those that were not the same before.
 */
export function writeFiles(files: readonly WrittenFile[]): { script: string; input: string } {
  const steps = files.map(({ path, content, mode = '644', group = 'root' }) => {
    const bytes = Buffer.byteLength(content);
    return `put ${quote(path)} ${bytes} ${mode} ${group}`;
  });
  const script = `set -e
put() {
  umask 022; mkdir -p "$(dirname "$1")"; umask 077
  head -c "$2" > "$1.new"
  chgrp "$4" "$1.new"
  chmod "$3" "$1.new"
  if cmp -s "$1.new" "$1" && [ "$(stat -c '%a %G' "$1")" = "$3 $4" ]; then rm "$1.new"; else mv "$1.new" "$1"; echo "$1"; fi
}
${steps.join('\n')}`;
  return { script, input: files.map(({ content }) => content).join('') };
}
