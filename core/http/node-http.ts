/**
 * `node:http`, for programs that stay. An `import` of it reads each of its exports, also those that load Node's whole `fetch`
 * (`WebSocket` and its kind): megabytes that nothing here uses.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
