const PATIENCE_MS = 20_000;

/** Whose reading it is, and what shows the server that a form is of this session. */
const { account = '', token = '' } = document.body.dataset;

export { account };

/** The server could not be asked, or has trouble that passes (status 0 or 5xx), or said no. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The JSON of a page. Throws Refused. */
export async function get<T>(path: string): Promise<T> {
  return answer<T>(fetch(path, { headers, signal: AbortSignal.timeout(PATIENCE_MS) }));
}

/** Sends a form; the answer also reaches the server when the page goes away meanwhile. Throws Refused. */
export async function post<T>(path: string, fields: Record<string, string>): Promise<T> {
  const body = new URLSearchParams({ ...fields, form_token: token });
  return answer<T>(
    // Browsers let no more than 64 KB outlast their page.
    fetch(path, { method: 'POST', body, headers, keepalive: String(body).length < 60_000 }),
  );
}

const headers = { accept: 'application/json' };

async function answer<T>(asked: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await asked;
  } catch {
    throw new Refused(0, 'The network is away.');
  }
  const whose = response.headers.get('croft-account');
  if (whose !== null && whose !== account) {
    // Another person signed in meanwhile: what is theirs does not belong on this page.
    location.reload();
    throw new Refused(403, 'Somebody else is signed in now.');
  }
  const json = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Refused(response.status, (json as { detail?: string }).detail ?? 'That failed.');
  return json as T;
}
