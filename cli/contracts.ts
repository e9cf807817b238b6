import { apiContract } from '../services/api/contract.ts';
import { botContract } from '../services/bot/contract.ts';
import { chatContract } from '../services/chat/contract.ts';
import { readerContract } from '../services/reader/contract.ts';
import { relayContract } from '../services/relay/contract.ts';
import { webContract } from '../services/web/contract.ts';

/** What every service promises, whether it runs here or not. */
export const contracts = [
  apiContract,
  readerContract,
  botContract,
  chatContract,
  relayContract,
  webContract,
] as const;
