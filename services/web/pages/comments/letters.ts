import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { html } from '../../../../core/html/html.ts';
import type { WebContext } from '../../context.ts';
import { HTML } from '../../http/rendered.ts';
import { frameOf } from '../../views/frame.ts';
import { layout } from '../../views/layout.ts';

const Params = z.object({ what: z.enum(['confirm', 'end']), id: z.uuid(), token: z.string().max(100) });

const WORDS = {
  confirm: {
    ask: 'Hear of replies by e-mail?',
    button: 'Yes, write to me',
    done: 'You will hear of replies',
  },
  end: { ask: 'No more letters?', button: 'End the letters', done: 'No more letters will come' },
};

/**
 * `GET /letters/confirm|end/ID/TOKEN` asks, since mail programs look at links by themselves; `POST` does it, also for a mail
 * program that ends letters with one press (RFC 8058), so that it asks for no origin: the token is what only the reader has.
 */
export function letterPage(web: WebContext, does: boolean) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const params = Params.safeParse(request.params);
    if (!params.success) throw new AppError('not_found', 'There is no page at this address.');
    const { what, ...link } = params.data;
    if (does) await (what === 'confirm' ? web.api.confirmLetters : web.api.endLetters)(link, request.call);
    const site = await web.state.site(await web.state.revision(request.call), request.call);
    const { ask, button, done } = WORDS[what];
    const body = html`<div class="column"><header class="page-head"><h1>${does ? done : ask}</h1></header>
${does ? html`<p><a href="/">Go to the home page</a></p>` : html`<form method="post" action="${request.url}"><button type="submit">${button}</button></form>`}</div>`;
    return reply
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'same-origin')
      .type(HTML)
      .send(layout({ frame: frameOf(web, site), title: does ? done : ask, body }).text);
  };
}
