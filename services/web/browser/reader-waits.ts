/** Forms that can be sent later, and twice, without harm. */
const WAITS =
  /^\/reader\/(?:mark|read|undo|save|item\/\w+\/(?:tags|respond|unrespond|recommend|share|remove))$/;

export const KEPT = 'Kept here. It is sent when the network is back.';

export function mayWait(path: string): boolean {
  return WAITS.test(path);
}

/** What a form says, to be sent later with what shows then whose session it is; what it says of time is of now. */
export function fieldsOf(path: string, form: FormData): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === 'string' && name !== 'form_token') fields[name] = value;
  return path === '/reader/read' ? { ...fields, at: new Date().toISOString() } : fields;
}
