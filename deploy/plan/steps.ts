import type { DeployedService } from '../inventory/known-services.ts';

/** One thing to do, in the order of the plan. */
export type Step =
  | { readonly kind: 'files'; readonly server: string; readonly paths: readonly string[] }
  | { readonly kind: 'install'; readonly server: string; readonly release: string }
  /** A generation beside none: the service does not run there yet. */
  | {
      readonly kind: 'start';
      readonly server: string;
      readonly service: DeployedService;
      readonly generation: string;
    }
  /** A generation in place of another. */
  | {
      readonly kind: 'switch';
      readonly server: string;
      readonly service: DeployedService;
      readonly from: string;
      readonly generation: string;
      readonly why: string;
    }
  /** A service with its files, from one server to another. */
  | {
      readonly kind: 'move';
      readonly service: DeployedService;
      readonly from: string;
      readonly server: string;
      readonly generation: string;
    }
  | {
      readonly kind: 'leave';
      readonly server: string;
      readonly service: DeployedService;
      readonly to: string;
    }
  | { readonly kind: 'names'; readonly server: string }
  /** Units of backups that are not made there any more. */
  | { readonly kind: 'remove'; readonly server: string; readonly units: readonly string[] }
  /** What a deployment has begun there that nobody finished goes back; what else is to be done shows only then. */
  | { readonly kind: 'undo'; readonly server: string }
  /** The rules of the firewall take effect. */
  | { readonly kind: 'guard'; readonly server: string }
  /** What nobody needs any more. */
  | ({ readonly kind: 'prune'; readonly server: string } & Unneeded)
  /** The same of the machine that deploys. */
  | { readonly kind: 'forget'; readonly releases: readonly string[]; readonly layers: readonly string[] };

export interface Unneeded {
  readonly releases: readonly string[];
  readonly layers: readonly string[];
  readonly generations: readonly string[];
}

/** A step in words, as `croft plan` prints it. */
export function stepInWords(step: Step): string {
  switch (step.kind) {
    case 'files':
      return `${step.server}: write ${list(step.paths.map(path => path.split('/').at(-1)!))}`;
    case 'install':
      return `${step.server}: install release ${step.release}`;
    case 'start':
      return `${step.server}: start ${step.service} of ${release(step.generation)}`;
    case 'switch':
      return `${step.server}: replace ${step.service} ${step.why}`;
    case 'move':
      return `${step.server}: take ${step.service} over from ${step.from}, with its files`;
    case 'leave':
      return `${step.server}: end ${step.service}, which is on ${step.to}`;
    case 'remove':
      return `${step.server}: remove ${list(step.units)}`;
    case 'names':
      return `${step.server}: say in /etc/hosts where each service is`;
    case 'undo':
      return `${step.server}: undo what a deployment has begun and nobody finished`;
    case 'guard':
      return `${step.server}: close the ports of services to strangers`;
    case 'prune':
      return `${step.server}: remove ${unneeded(step)}`;
    case 'forget':
      return `here: remove ${unneeded({ ...step, generations: [] })}`;
  }
}

function release(generation: string): string {
  return generation.split('_')[0]!;
}

function unneeded({ releases, layers, generations }: Unneeded): string {
  const parts = [
    ...(releases.length > 0 ? [`release ${releases.join(', ')}`] : []),
    ...(layers.length > 0 ? [`layer ${layers.join(', ')}`] : []),
    ...(generations.length > 0 ? [`old secrets and configuration (${generations.length})`] : []),
  ];
  return `${parts.join(', ')}, which nothing needs any more`;
}

function list(names: readonly string[]): string {
  return names.length > 4 ? `${names.length} files (${names.slice(0, 3).join(', ')} …)` : names.join(', ');
}
