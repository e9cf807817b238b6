import type { Transporter } from 'nodemailer';
import type { Letter } from './compose.ts';

/** Sends letters over SMTP. */
export interface Mailbox {
  /** Throws what the server said. */
  send(to: string, letter: Letter): Promise<void>;
}

const TIMEOUT = 20_000;

/** `url`: `smtp://` or `smtps://`, with user and password when the server asks for them. The library is loaded with the first letter. */
export function createMailbox(url: string, from: string): Mailbox {
  let transport: Promise<Transporter> | undefined;
  return {
    async send(to, { subject, text, html, unsubscribe }) {
      transport ??= import('nodemailer').then(({ createTransport }) =>
        createTransport(url, {
          connectionTimeout: TIMEOUT,
          greetingTimeout: TIMEOUT,
          socketTimeout: TIMEOUT,
          disableFileAccess: true,
          disableUrlAccess: true,
        } as object),
      );
      await (await transport).sendMail({
        from,
        // An object, so that nothing in it is read as a second address.
        to: { name: '', address: to },
        subject: subject.replace(/[\r\n]+/g, ' '),
        text,
        html,
        headers:
          unsubscribe === undefined
            ? { 'Auto-Submitted': 'auto-generated' }
            : {
                'Auto-Submitted': 'auto-generated',
                'List-Unsubscribe': `<${unsubscribe}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              },
      });
    },
  };
}
