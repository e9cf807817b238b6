/** Turns JSON log lines into text for a person at a terminal: time, level, service, message, and what else the line says. */
export function prettyLine(line: string, color: boolean): string {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return line;
  }
  const { time, level, service, part, msg, err, ...rest } = entry;
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const clock = typeof time === 'string' ? time.slice(11, 19) : '';
  const name = String(service ?? part ?? 'croft').padEnd(6);
  const mark =
    { warn: paint(33, 'warn '), error: paint(31, 'error '), fatal: paint(31, 'fatal ') }[String(level)] ?? '';
  const more = Object.entries(rest)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const text = `${paint(2, clock)} ${paint(36, name)} ${mark}${String(msg ?? '')}${more ? ` ${paint(2, more)}` : ''}`;
  const stack = (err as { stack?: string } | undefined)?.stack;
  return stack ? `${text}\n${paint(2, stack)}` : text;
}
