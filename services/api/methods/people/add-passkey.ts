import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Passkey, Registration, Visitor } from '../../contract.ts';
import { browserName } from '../../people/browser-name.ts';
import { relyingParty, verifyRegistration } from '../../people/passkeys.ts';
import { addAudit } from '../../store/people/audit.ts';
import { takeChallenge } from '../../store/people/challenges.ts';
import { insertPasskey } from '../../store/people/passkeys.ts';

export interface PasskeyToAdd {
  account: string;
  browser: string;
  registration: Registration;
  /** What its person calls it; after the browser when empty. */
  name: string;
  from: Visitor;
}

export async function addPasskey(
  { db, origin, log }: ApiContext,
  { account, browser, registration, name, from }: PasskeyToAdd,
): Promise<Passkey> {
  const made = await verifyRegistration(relyingParty(origin), registration, challenge =>
    takeChallenge(db, { challenge, browser, account }),
  ).catch((error: unknown) => {
    log.info({ reason: (error as Error).message }, 'a new passkey was not accepted');
    throw new AppError(
      'invalid',
      'The passkey could not be added: it was not accepted, or took too long. Try once more.',
    );
  });
  const transports = registration.response.transports ?? [];
  const called = name || browserName(from.userAgent);
  return db.transaction().execute(async trx => {
    const passkey = await insertPasskey(trx, { ...made, account, name: called, transports });
    if (!passkey) throw new AppError('conflict', 'This passkey is there already.');
    await addAudit(trx, {
      actor: { account, address: from.address },
      action: 'passkey.add',
      subject: called,
    });
    return passkey;
  });
}
