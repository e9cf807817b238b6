import type { FastifyReply } from 'fastify';
import type { Html } from '../../../../core/html/html.ts';
import type { AdminRequest } from '../admin-page.ts';
import { previewBody, previewView } from '../views/writing/preview.ts';
import { readForm } from '../writing/read-form.ts';

/** `POST /admin/posts/preview`: the text as its page will show it; for the script `{ html, words, minutes }`. */
export async function previewPost(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { title, markdown, language } = readForm(asked.request.body).fields;
  const preview = await asked.web.api.previewPost(
    { markdown, language: language || undefined },
    asked.request.call,
  );
  if (asked.request.wantsHtml) return previewView(asked, title, preview);
  const { words, minutes } = preview;
  return asked.reply.send({ html: previewBody(title, preview).text, words, minutes });
}
