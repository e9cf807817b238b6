import { X509Certificate } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { ServerPlace } from '../inventory/inventory.ts';
import { deployedServices, hostName } from '../inventory/known-services.ts';
import { KEY, openssl } from './openssl.ts';

/**
 * Days that a certificate of a server holds, and how many before its end whoever applies replaces it: an owner who deploys nothing
 * for half a year has a site still.
 */
const VALID_DAYS = 400;
const RENEW_DAYS = 200;
const AUTHORITY_DAYS = 3650;
const DAY_MS = 86_400_000;

/** What a server shows and the key of it, as PEM. */
export interface ShownCertificate {
  readonly cert: string;
  readonly key: string;
}

/** PEM texts of one server. */
export interface ServerCertificate extends ShownCertificate {
  /** Of every authority that is trusted: one, and more while one takes over from others. */
  readonly ca: string;
}

/** Of a new authority taking over: it is trusted, it signs, and the former one is trusted no more. */
export const AUTHORITY_STEPS = ['trust', 'sign', 'forget'] as const;
export type AuthorityStep = (typeof AUTHORITY_STEPS)[number];

/** Our own certificate authority, in a folder of the machine that deploys. Its key never leaves that. */
export class Authority {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * A server's certificate, for its address and the names of all services: the one that is kept, or a new one when half of its
   * time is over, it is of another address, or `renew` asks for it.
   */
  certificateOf(server: ServerPlace, { renew = false, now = Date.now() } = {}): ServerCertificate {
    this.#ensureAuthority();
    const name = `server-${server.name}`;
    if (renew || !this.#holds(name, server, now)) this.#issue(name, server);
    return {
      ca: this.#trusted(),
      cert: this.#read(`${name}.crt`),
      key: this.#read(`${name}.key`),
    };
  }

  /** Whether one authority is taking over from another. */
  get changing(): boolean {
    return this.#has('next.crt') || this.#has('former.crt');
  }

  /** The steps that are left until a new one has taken over; all of them when none has begun. */
  get steps(): readonly AuthorityStep[] {
    if (this.#has('next.crt')) return AUTHORITY_STEPS.slice(1);
    return this.#has('former.crt') ? AUTHORITY_STEPS.slice(2) : AUTHORITY_STEPS;
  }

  /**
   * One step of a new authority taking over: it is trusted beside the old one; then it signs; then the old one is trusted no more.
   * Every server must be as the last step wants it before the next is made.
   */
  advance(): void {
    this.#ensureAuthority();
    if (this.#has('next.crt')) {
      writeFileSync(join(this.#folder, 'former.crt'), this.#read('ca.crt'));
      renameSync(join(this.#folder, 'next.key'), join(this.#folder, 'ca.key'));
      this.#finishTaking();
    } else if (this.#has('former.crt')) {
      // Servers trust it until the step has come there.
      appendFileSync(join(this.#folder, 'past.crt'), this.#read('former.crt'));
      rmSync(join(this.#folder, 'former.crt'));
    } else this.#makeAuthority('next');
  }

  /** Whether an authority, given as PEM, is trusted by what is in the folder or was. */
  knows(pem: string): boolean {
    this.#ensureAuthority();
    const past = this.#has('past.crt') ? this.#read('past.crt') : '';
    return fingerprints(`${this.#trusted()}${past}`).includes(fingerprints(pem)[0]!);
  }

  /**
   * Has the authority of this folder begin to take over from others whose keys are not here: they are trusted beside it, and each
   * server shows what it showed. `advance` goes on with the second step. Throws `conflict` when a take-over is half done here.
   */
  adopt(others: readonly string[], shown: ReadonlyMap<string, ShownCertificate>): void {
    this.#ensureAuthority();
    // One that was broken off before it came to a server is begun again, with what it had found.
    const begun =
      this.#has('next.crt') && (this.#adopting || this.#read('next.crt') === this.#read('ca.crt'));
    if (this.changing && !begun)
      throw new AppError(
        'conflict',
        'A new authority is taking over with the folder .croft/tls here, and servers trust yet another. Use the folder .croft of the machine from which you deployed last.',
      );
    for (const [server, { cert, key }] of shown) {
      writeFileSync(join(this.#folder, `server-${server}.key`), key, { mode: 0o600 });
      writeFileSync(join(this.#folder, `server-${server}.crt`), cert);
    }
    if (!begun) {
      copyFileSync(join(this.#folder, 'ca.key'), join(this.#folder, 'next.key'));
      copyFileSync(join(this.#folder, 'ca.crt'), join(this.#folder, 'next.crt'));
    }
    const found = this.#read('ca.crt') === this.#read('next.crt') ? '' : this.#read('ca.crt');
    rmSync(join(this.#folder, 'ca.key'), { force: true });
    writeFileSync(join(this.#folder, 'ca.crt.new'), found + others.map(pem => `${pem.trim()}\n`).join(''));
    renameSync(join(this.#folder, 'ca.crt.new'), join(this.#folder, 'ca.crt'));
  }

  #trusted(): string {
    const names = ['ca', 'next', 'former'].filter(name => this.#has(`${name}.crt`));
    return names.map(name => this.#read(`${name}.crt`)).join('');
  }

  /** Whether its first step is trusting others without whose keys nothing can be signed for them. */
  get #adopting(): boolean {
    return !this.#has('ca.key');
  }

  /** A key whose certificate did not follow it, because this program was ended between the two. */
  #finishTaking(): void {
    if (this.#has('next.crt') && !this.#has('next.key'))
      renameSync(join(this.#folder, 'next.crt'), join(this.#folder, 'ca.crt'));
  }

  #holds(name: string, server: ServerPlace, now: number): boolean {
    if (!this.#has(`${name}.crt`) || !this.#has(`${name}.key`)) return false;
    if (this.#adopting) return true;
    const kept = new X509Certificate(this.#read(`${name}.crt`));
    const left = kept.validToDate.getTime() - now;
    const names = deployedServices.every(service => kept.checkHost(hostName(service)) !== undefined);
    const signer = new X509Certificate(this.#read('ca.crt'));
    return (
      left > RENEW_DAYS * DAY_MS &&
      names &&
      kept.checkIP(server.internal) !== undefined &&
      kept.verify(signer.publicKey)
    );
  }

  #ensureAuthority(): void {
    if (this.#has('ca.crt')) this.#finishTaking();
    else {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#makeAuthority('ca');
    }
  }

  #makeAuthority(name: 'ca' | 'next'): void {
    this.#make(folder => {
      const to = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
      // Two authorities of one name would be taken for each other where a chain is built.
      const subject = `/CN=Croft ${new Date().toISOString()}`;
      openssl(folder, 'req', '-x509', ...KEY, ...to, '-days', String(AUTHORITY_DAYS), '-subj', subject);
      return [`${name}.key`, `${name}.crt`];
    });
  }

  #issue(name: string, server: ServerPlace): void {
    this.#make(folder => {
      const names = [...deployedServices.map(service => `DNS:${hostName(service)}`), `IP:${server.internal}`];
      const extensions = `subjectAltName=${names.join(',')}\nextendedKeyUsage=serverAuth,clientAuth\n`;
      writeFileSync(join(folder, 'extensions'), extensions);
      const by = this.#adopting ? 'next' : 'ca';
      const authority = [join(this.#folder, `${by}.crt`), join(this.#folder, `${by}.key`)];
      openssl(
        folder,
        'req',
        ...KEY,
        '-keyout',
        `${name}.key`,
        '-out',
        'request',
        '-subj',
        `/CN=${server.name}`,
      );
      const signer = [
        '-CA',
        authority[0]!,
        '-CAkey',
        authority[1]!,
        '-CAcreateserial',
        '-CAserial',
        'serial',
      ];
      const what = [
        '-in',
        'request',
        '-out',
        `${name}.crt`,
        '-days',
        String(VALID_DAYS),
        '-extfile',
        'extensions',
      ];
      openssl(folder, 'x509', '-req', ...what, ...signer);
      return [`${name}.key`, `${name}.crt`];
    });
  }

  /** Makes files aside and puts them in place together, so that one that breaks off leaves what was. */
  #make(make: (folder: string) => string[]): void {
    const aside = mkdtempSync(join(this.#folder, 'new-'));
    try {
      for (const file of make(aside)) renameSync(join(aside, file), join(this.#folder, file));
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }

  #has(file: string): boolean {
    return existsSync(join(this.#folder, file));
  }

  #read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }
}

/** SHA-256 of each certificate of a PEM text. */
function fingerprints(pem: string): string[] {
  const each = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  return each.map(one => new X509Certificate(one).fingerprint256);
}
