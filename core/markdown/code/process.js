// Node strips no types of an installed package.
if (import.meta.url.includes('/node_modules/')) await import('../../strip-types.js');
await import('./serve-highlight.ts');
