import ipaddr from 'ipaddr.js';
import { wordsOf } from '../../../core/people/skeleton.ts';

export const BLOCK_KINDS = ['word', 'domain', 'address', 'sender', 'commenter'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export interface Block {
  kind: BlockKind;
  value: string;
}

/** What of a comment or mention is held against the blocklists; what is not known is left out. */
export interface Blockable {
  /** Words, and the name above them. */
  texts?: readonly string[];
  /** Addresses that it links to, and its writer's site. */
  links?: readonly string[];
  email?: string | undefined;
  address?: string | undefined;
  /** Keyed hash of the network that it came from, in hex. */
  sender?: string | undefined;
  commenter?: string | undefined;
}

/** The kinds of blocks that it meets. A domain stands for those under it, a word for itself in any spelling that looks like it. */
export function findBlocks(blocks: readonly Block[], what: Blockable): BlockKind[] {
  if (blocks.length === 0) return [];
  const words = wordsOf((what.texts ?? []).join('\n'));
  const hosts = hostsOf(what);
  const met = blocks.filter(({ kind, value }) => {
    if (kind === 'word') return words.includes(wordsOf(value));
    if (kind === 'domain') return hosts.some(host => host === value || host.endsWith(`.${value}`));
    if (kind === 'address') return what.address !== undefined && inNetwork(what.address, value);
    return (kind === 'sender' ? what.sender : what.commenter) === value;
  });
  return [...new Set(met.map(({ kind }) => kind))];
}

function hostsOf({ links = [], email }: Blockable): string[] {
  const hosts = links.flatMap(link => URL.parse(link)?.hostname ?? []);
  const mailbox = email?.split('@').at(-1);
  return [...hosts, ...(mailbox ? [mailbox] : [])].map(host => host.toLowerCase().replace(/\.$/, ''));
}

function inNetwork(address: string, network: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const [range, bits] = network.includes('/')
    ? ipaddr.parseCIDR(network)
    : ([ipaddr.process(network), undefined] as const);
  const one = ipaddr.process(address);
  if (one.kind() !== range.kind()) return false;
  return one.match(range, bits ?? (one.kind() === 'ipv4' ? 32 : 128));
}

/** A block as it is kept; undefined for what is none of its kind. */
export function readBlock({ kind, value }: Block): Block | undefined {
  const text = value.normalize('NFC').trim().toLowerCase();
  switch (kind) {
    case 'word':
      return wordsOf(text).trim() === '' ? undefined : { kind, value: text };
    case 'domain': {
      const host = URL.parse(/^https?:\/\//.test(text) ? text : `http://${text}`)?.hostname;
      return host?.includes('.') ? { kind, value: host.replace(/^www\.|\.$/g, '') } : undefined;
    }
    case 'address':
      return ipaddr.isValidCIDR(text) || ipaddr.isValid(text) ? { kind, value: text } : undefined;
    case 'sender':
      return /^[0-9a-f]{64}$/.test(text) ? { kind, value: text } : undefined;
    case 'commenter':
      return /^[0-9a-f-]{36}$/.test(text) ? { kind, value: text } : undefined;
  }
}
