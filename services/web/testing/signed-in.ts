import type { TestContext } from 'node:test';
import { formToken } from '../http/signed-in.ts';
import { testSite } from './test-site.ts';

/** The site as somebody sees it who is signed in in that role, and whose browser keeps cookies. */
export async function signedIn(t: TestContext, role: 'owner' | 'member') {
  const site = await testSite(t);
  const jar = new Map([['__Host-croft', role as string]]);
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (header: string | string[] | undefined) => {
    for (const one of [header ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one)!;
      jar.set(name!, value!);
    }
  };
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    body?: Record<string, string>,
    accept = 'text/html',
  ) => {
    const answer = await site.app.inject({
      method,
      url,
      headers: {
        accept,
        cookie: cookie(),
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
      ...(body && { payload: new URLSearchParams({ form_token: formToken(role), ...body }).toString() }),
    });
    keep(answer.headers['set-cookie']);
    return answer;
  };
  /** What a script fetches beside the page that is shown. */
  const fetchPage = async (url: string) => {
    const answer = await site.app.inject({
      url,
      headers: { accept: 'text/html', cookie: cookie(), 'sec-fetch-mode': 'cors' },
    });
    keep(answer.headers['set-cookie']);
    return answer.body;
  };
  const page = async (url: string) => (await send('GET', url)).body;
  const post = (url: string, body: Record<string, string>) => send('POST', url, body);
  return { ...site, send, page, fetchPage, post };
}
