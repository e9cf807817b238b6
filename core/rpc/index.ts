export { type Address, formatAddress, parseAddress } from './address.ts';
export { type ClientOptions, createRpcClient, type RpcClient } from './client.ts';
export * from './contract.ts';
export { createEmitter, type EventSource } from './events.ts';
export { type InProcessOptions, inProcessClient } from './in-process.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type { Listen } from './listen.ts';
export { type RpcServer, type ServeOptions, type Service, serveRpc, service } from './server.ts';
export type { TlsCredentials } from './tls.ts';
