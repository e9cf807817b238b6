/** What the server said no with, after RFC 9457; status 0 when it was not reached. */
export class Refused extends Error {
  readonly status: number;
  readonly reason: string | undefined;
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? 'The server could not be reached.');
    this.status = status;
    this.reason = problem.reason;
    this.details = problem.details ?? {};
    this.field = typeof this.details['field'] === 'string' ? this.details['field'] : undefined;
  }
}

interface Problem {
  detail?: string;
  reason?: string;
  details?: Record<string, unknown>;
}

const PATIENCE_MS = 20_000;

/** Sends a form and gives the JSON of the answer. Throws Refused. */
export async function send<T>(
  path: string,
  form: HTMLFormElement,
  more: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<T> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.set(name, value);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return answer<T>(
    fetch(path, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
    }),
  );
}

/** The JSON of an answer. Throws Refused. */
export async function answer<T>(asked: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await asked;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused(0, {});
  }
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, json as Problem);
  return json as T;
}

/** Takes the form token of the session of now; false when nobody is signed in. */
export async function renewToken(form: HTMLFormElement): Promise<boolean> {
  try {
    const { token } = await answer<{ token: string }>(
      fetch('/admin/form-token', { headers: { accept: 'application/json' } }),
    );
    for (const field of document.querySelectorAll<HTMLInputElement>('[name=form_token]')) field.value = token;
    return form.isConnected;
  } catch {
    return false;
  }
}
