import { readFileSync } from 'node:fs';
import { layout } from '../layout.ts';
import type { WrittenFile } from '../remote/shell.ts';

/** A shell script of this folder. */
export function hostScript(name: 'switch' | 'revert' | 'close' | 'crashed' | 'lock'): string {
  return readFileSync(new URL(`${name}.sh`, import.meta.url), 'utf8');
}

/** Seconds after the last sign of life of whoever deploys at which an unfinished deployment is undone. */
const PATIENCE = 40;

/**
 * What every server is given whatever runs there: how a generation replaces another, what undoes it when nobody finishes, what
 * closes the sockets of a service that has left, and what keeps the last lines of a process that crashed.
 */
export function hostTools(): WrittenFile[] {
  return [
    { path: `${layout.tools}/switch`, content: hostScript('switch'), mode: '755' },
    { path: `${layout.tools}/revert`, content: hostScript('revert'), mode: '755' },
    { path: `${layout.tools}/close`, content: hostScript('close'), mode: '755' },
    { path: `${layout.tools}/crashed`, content: hostScript('crashed'), mode: '755' },
    {
      path: `${layout.units}/croft-revert.service`,
      content: `# Made by croft; changes are overwritten.
[Unit]
Description=Undo an unfinished deployment of Croft

[Service]
Type=oneshot
ExecStart=${layout.tools}/revert
`,
    },
    {
      path: `${layout.units}/croft-revert.timer`,
      content: `# Made by croft; changes are overwritten.
[Unit]
Description=Undo a deployment of Croft that nobody finishes

[Timer]
OnActiveSec=${PATIENCE}
AccuracySec=1s
RemainAfterElapse=no
`,
    },
  ];
}
