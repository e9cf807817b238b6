/** Fields that are no writing: what the server gave, and what is asked anew each time. */
const STATE = ['form_token', 'id', 'version', 'status', 'published_at', 'copy', 'key', 'alt_ok'];

/** What is written in the form. */
export function readFields(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !STATE.includes(name)) fields[name] = value;
  return fields;
}

/** Puts back what was written. A box without a value was not ticked. */
export function writeFields(form: HTMLFormElement, fields: Readonly<Record<string, string>>): void {
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && element.type === 'checkbox') {
      if (!STATE.includes(element.name)) element.checked = fields[element.name] !== undefined;
    } else if (
      (element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement) &&
      fields[element.name] !== undefined &&
      !STATE.includes(element.name)
    )
      element.value = fields[element.name]!;
  }
}

export function hiddenField(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`)!;
}

export function sameFields(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every(name => (a[name] ?? '') === (b[name] ?? ''));
}
