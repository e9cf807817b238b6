import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { ServerPlace } from '../inventory/inventory.ts';
import { deployedServices, hostName } from '../inventory/known-services.ts';

/** Days that a certificate of a server holds, and how many before its end it is replaced. */
const VALID_DAYS = 90;
const RENEW_DAYS = 30;
const AUTHORITY_DAYS = 3650;
const DAY_MS = 86_400_000;

/** PEM texts of one server. */
export interface ServerCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Our own certificate authority, in a folder of the machine that deploys. Its key never leaves that. */
export class Authority {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * A server's certificate, for its address and the names of all services: the one that is kept, or a new one when that ends
   * within a month, is of another address, or `renew` asks for it.
   */
  certificateOf(server: ServerPlace, options: { renew?: boolean } = {}): ServerCertificate {
    this.#ensureAuthority();
    const name = `server-${server.name}`;
    if (options.renew || !this.#holds(name, server)) this.#issue(name, server);
    return { ca: this.#read('ca.crt'), cert: this.#read(`${name}.crt`), key: this.#read(`${name}.key`) };
  }

  #holds(name: string, server: ServerPlace): boolean {
    if (!existsSync(join(this.#folder, `${name}.crt`))) return false;
    const kept = new X509Certificate(this.#read(`${name}.crt`));
    const left = kept.validToDate.getTime() - Date.now();
    const names = deployedServices.every(service => kept.checkHost(hostName(service)) !== undefined);
    return left > RENEW_DAYS * DAY_MS && names && kept.checkIP(server.internal) !== undefined;
  }

  #ensureAuthority(): void {
    if (existsSync(join(this.#folder, 'ca.crt'))) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#make(folder => {
      const request = [
        '-x509',
        ...KEY,
        '-keyout',
        'ca.key',
        '-out',
        'ca.crt',
        '-days',
        String(AUTHORITY_DAYS),
      ];
      openssl(folder, 'req', ...request, '-subj', '/CN=Croft');
      return ['ca.key', 'ca.crt'];
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

  #read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function openssl(cwd: string, ...args: string[]): void {
  try {
    execFileSync('openssl', args, { cwd, stdio: 'pipe' });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    const why = code === 'ENOENT' ? 'it is not installed here' : stderr?.toString().trim();
    throw new AppError('unavailable', `openssl makes the certificates of the servers, but failed: ${why}`);
  }
}
