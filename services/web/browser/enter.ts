import { seal } from './reader-seal.ts';

/** On every page where a session begins: until it is known whose it is, nobody's reading is shown from what is kept. */
if ('caches' in window) void seal().catch(() => {});
