import { homedir } from 'node:os';
import type { RuleId } from '../../features/catalogue';
import { type AnyFaultId, editionWith, type SimulatedEdition, type Vtpm } from '../../simulator';
import { cloudTarget, type Door } from '../../targets/cloud-target';
import { withMicroversions } from '../../targets/compute-endpoint';
import type { Configuration } from '../../targets/configuration/configuration';
import { readToken } from '../../targets/credentials/token-file';
import { cloudDispatcher } from '../../targets/keystone/dispatcher';
import { keystoneDoor } from '../../targets/keystone-door';
import { simulatorTarget } from '../../targets/simulator-target';
import type { Target } from '../../targets/target';
import { timeoutsWithin } from '../../targets/timeouts';
import { tokenDoor } from '../../targets/token-door';
import { UserError } from '../../targets/user-error';
import { withConfigured } from './callers';

/** The options that say what is to be judged. */
export interface TargetOptions {
  /** True: the cloud that OS_CLOUD or OS_* name. */
  readonly cloud?: string | true | undefined;
  readonly adminCloud?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly edition?: SimulatedEdition | undefined;
  readonly driver?: 'fake' | 'libvirt' | undefined;
  readonly vtpm?: Vtpm | undefined;
  readonly departure?: RuleId | undefined;
  readonly fault?: AnyFaultId | undefined;
  readonly insecure?: boolean | undefined;
  readonly cacert?: string | undefined;
  /** Seconds. */
  readonly timeout: number;
}

/**
 * Opens what the options name: a cloud, a bare endpoint, or the simulator where they name neither.
 * @throws UserError where it cannot be reached or does not let us in
 */
export async function openTarget(
  options: TargetOptions,
  configuration: Configuration,
  seed: number,
  signal: () => AbortSignal | undefined,
): Promise<Target> {
  const { cloud, adminCloud, endpoint, edition, driver, vtpm, departure, fault } = options;
  const named = cloud !== undefined || endpoint !== undefined;
  if (cloud !== undefined && endpoint !== undefined)
    throw new UserError('--cloud and --endpoint exclude each other: give one of them');
  if (named && [departure, fault, driver, vtpm].some((option) => option !== undefined))
    throw new UserError(
      '--departure, --fault, --driver and --vtpm are for the simulator: leave them out with --cloud and --endpoint',
    );
  if (!named && adminCloud !== undefined)
    throw new UserError('--admin-cloud goes with --cloud or --endpoint: name one of them too');
  if (!named)
    return simulatorTarget({
      edition: edition ?? editionWith(fault),
      driver: driver ?? 'libvirt',
      vtpm,
      departure,
      fault,
      seed,
    });

  const surroundings = { env: process.env, cwd: process.cwd(), home: homedir() };
  const timeouts = timeoutsWithin(options.timeout);
  const rest = { deadline: timeouts.whole, signal };
  const withApi = <D extends Door>(door: D) => withMicroversions(door, timeouts.whole, signal());
  const signIn = async (name: string | undefined) => withApi(await keystoneDoor(name, surroundings, timeouts));
  const admin = adminCloud === undefined ? undefined : await signIn(adminCloud);
  if (endpoint !== undefined) {
    const bare = tokenDoor(
      tokenOf(options, configuration),
      checkedEndpoint(endpoint),
      cloudDispatcher({
        insecure: options.insecure === true,
        timeouts,
        ...(options.cacert !== undefined && { cacert: options.cacert }),
      }),
    );
    const owner = await withApi(bare);
    return cloudTarget({
      name: endpoint,
      hasKeystone: false,
      doors: await withConfigured({ owner, ...(admin && { admin }) }, configuration, signIn),
      ...rest,
    });
  }
  const owner = await signIn(cloud === true ? undefined : cloud);
  return cloudTarget({
    name: owner.cloud,
    hasKeystone: true,
    doors: await withConfigured({ owner, ...(admin && { admin }) }, configuration, signIn),
    ...rest,
  });
}

/** To be said once the target has let us in: what cannot start says nothing but why. */
export const tokenWarnings = ({ token }: TargetOptions): readonly string[] =>
  token === undefined
    ? []
    : ['warning: a token on the command line can be read by every user of this machine; use --token-file or OS_TOKEN'];

export function warnOfToken(options: TargetOptions): void {
  for (const line of tokenWarnings(options)) process.stderr.write(`${line}\n`);
}

function tokenOf({ token, tokenFile }: TargetOptions, { callers }: Configuration): string {
  if (token !== undefined) return token;
  const owner = callers?.owner;
  const named = typeof owner === 'object' && 'token-file' in owner ? owner['token-file'] : undefined;
  const file = tokenFile ?? named;
  if (file !== undefined) return readToken(file);
  const inherited = process.env.OS_TOKEN;
  if (inherited) return inherited;
  throw new UserError(
    '--endpoint needs a token: set OS_TOKEN, or give --token-file FILE or callers.owner.token-file in nova-rescue.yaml',
  );
}

function checkedEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UserError(
      `“${endpoint}” is no http or https URL: give the compute endpoint, such as https://cloud.example/compute/v2.1`,
    );
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UserError(
      '--endpoint takes a URL of scheme, host and path only: give the token with --token-file or OS_TOKEN',
    );
  return endpoint.replace(/\/+$/, '');
}
