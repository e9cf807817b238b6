/** JSON for a `jsonb` column, which takes neither NUL nor half a character (https://www.postgresql.org/docs/current/datatype-json.html). */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '') : part,
  );
}
