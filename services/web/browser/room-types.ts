/** As the rooms' contract has it; this is all of it that a browser needs. */
export interface Message {
  number: number;
  change: number;
  person?: number;
  name: string;
  role: string;
  html: string;
  action?: boolean;
  reply?: { number: number; person?: number; name?: string; text?: string };
  mentions: number[];
  reactions: { emoji: string; people: number[] }[];
  preview?: { url: string; title: string; about: string; site: string; image?: string };
  createdAt: string;
  editedAt?: string;
  deleted?: boolean;
}

export interface Person {
  id: number;
  name: string;
  role: string;
}

export interface Room {
  name: string;
  title: string;
  topic: string;
  writers: string;
  slowSeconds: number;
  pinned?: number;
}

export interface Refusal {
  code: string;
  reason?: string;
  message: string;
  retryAfter?: number;
}

export interface Frame {
  id?: number;
  done?: Record<string, unknown>;
  error?: Refusal;
  hello?: { room: Room; you?: Person; reset: boolean };
  you?: Person;
  messages?: Message[];
  room?: Room;
  here?: { people: Person[]; others: number };
  typing?: { id: number; name: string };
}

/** Whether a message is for somebody: it names them, or answers what they wrote. */
export function isTo({ person, mentions, reply, deleted }: Message, me: number | undefined): boolean {
  if (me === undefined || person === me || deleted) return false;
  return mentions.includes(me) || reply?.person === me;
}
