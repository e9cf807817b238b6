import { toAppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { readPing } from '../../mentions/read-ping.ts';
import { receiveMention } from '../../methods/mentions/receive-mention.ts';

const LARGEST = 20_000;
/** The faults that https://www.hixie.ch/specs/pingback/pingback-1.0 names, and XML-RPC's for a call that cannot be read. */
const FAULTS = { bad: -32600, other: 0, noTarget: 33, denied: 49 };

/** `POST /pingback`: mentions from sites that know no webmentions, by XML-RPC; the source is looked at in the same way. */
export async function pingbackRoute(http: Http, ctx: ApiContext): Promise<void> {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'string', bodyLimit: LARGEST }, (_request, body, done) =>
    done(null, body),
  );
  const limit = limitByAddress({ burst: 20, perMinute: 20 });
  http.post('/pingback', { schema: { hide: true }, onRequest: limit }, async (request, reply) => {
    reply.type('text/xml; charset=utf-8');
    const ping = readPing(String(request.body ?? ''));
    if (!ping) return reply.send(fault(FAULTS.bad, 'Call pingback.ping with a source and a target.'));
    try {
      await receiveMention(ctx, { ...ping, origin: 'pingback' });
      return reply.send(answer('Thank you. The source will be looked at.'));
    } catch (thrown) {
      const { code, reason, message } = toAppError(thrown);
      if (code !== 'invalid' && code !== 'forbidden') throw thrown;
      const number =
        reason === 'no_such_target' ? FAULTS.noTarget : code === 'forbidden' ? FAULTS.denied : FAULTS.other;
      return reply.send(fault(number, message));
    }
  });
}

/** The texts are our own and hold nothing that would have to be escaped. */
function answer(text: string): string {
  return `<?xml version="1.0"?>\n<methodResponse><params><param><value><string>${text}</string></value></param></params></methodResponse>\n`;
}

function fault(code: number, text: string): string {
  const member = (name: string, value: string) =>
    `<member><name>${name}</name><value>${value}</value></member>`;
  return `<?xml version="1.0"?>\n<methodResponse><fault><value><struct>${member('faultCode', `<int>${code}</int>`)}${member('faultString', `<string>${text}</string>`)}</struct></value></fault></methodResponse>\n`;
}
