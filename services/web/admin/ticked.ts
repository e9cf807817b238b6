/** What is ticked in the list of a form, by the names of its boxes, such as `id:17`; or the one whose own button was pressed. */
export function ticked(body: unknown, prefix = 'id:'): string[] {
  const form = (body ?? {}) as Record<string, unknown>;
  if (typeof form['one'] === 'string') return [form['one']];
  return Object.keys(form)
    .filter(name => name.startsWith(prefix))
    .map(name => name.slice(prefix.length));
}
