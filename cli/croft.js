#!/usr/bin/env node
// Plain JavaScript on purpose: it must run, and say what to do, on any Node there is.
import { dirname } from 'node:path';

const major = Number(process.versions.node.split('.')[0]);
if (major < 26) {
  console.error(
    `croft: needs Node 26 or newer, and this is ${process.version} on ${process.platform}-${process.arch}.
npm install brings Node 26 along on linux-x64, linux-arm64 and darwin-arm64 (an optional dependency: do not omit those).
Elsewhere install Node 26 yourself (https://nodejs.org/en/download) and run the same command again.`,
  );
  process.exit(1);
}
// Compiled code is kept for the next start.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
// Node does not strip types from packages, and installed from a tarball Croft is one.
if (import.meta.url.includes('/node_modules/')) await import('../core/strip-types.js');
const { builtProgram } = await import('./built.js');
await import(builtProgram(dirname(import.meta.dirname)) ?? './main.ts');
