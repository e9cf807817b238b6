import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** PEM texts of one server. */
export interface ServerCertificate {
  /** Of every authority that is trusted: one, and two while one takes over from the other. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
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
    const ca = ['ca', 'next', 'former'].filter(name => this.#has(`${name}.crt`));
    return {
      ca: ca.map(name => this.#read(`${name}.crt`)).join(''),
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
    } else if (this.#has('former.crt')) rmSync(join(this.#folder, 'former.crt'));
    else this.#makeAuthority('next');
  }

  /** A key whose certificate did not follow it, because this program was ended between the two. */
  #finishTaking(): void {
    if (this.#has('next.crt') && !this.#has('next.key'))
      renameSync(join(this.#folder, 'next.crt'), join(this.#folder, 'ca.crt'));
  }

  #holds(name: string, server: ServerPlace, now: number): boolean {
    if (!this.#has(`${name}.crt`) || !this.#has(`${name}.key`)) return false;
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
      const authority = [join(this.#folder, 'ca.crt'), join(this.#folder, 'ca.key')];
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
