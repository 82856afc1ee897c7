import { homedir, hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type CloudCredentials, findCloud } from '../../targets/credentials/cloud-credentials';
import { cloudDispatcher } from '../../targets/keystone/dispatcher';
import { timeoutsWithin } from '../../targets/timeouts';
import type { End } from './end';
import { openEnd } from './open-end';
import { type Person, people } from './request';

/** The names that the testbed's clouds.yaml gives them. */
const clouds: Readonly<Record<Person, string>> = {
  owner: 'novabed',
  admin: 'novabed-admin',
  'other-project': 'novabed-other',
  reader: 'novabed-reader',
};

/** The testbed, which is to be up. `clouds.yaml` is looked for where OS_CLIENT_CONFIG_FILE says. */
export async function realEnd(): Promise<End> {
  const surroundings = { env: process.env, cwd: process.cwd(), home: homedir() };
  const credentials = Object.fromEntries(
    people.map((person) => [person, findCloud(clouds[person], surroundings)]),
  ) as Record<Person, CloudCredentials>;
  const dispatcher = cloudDispatcher({ insecure: false, timeouts: timeoutsWithin(60) });
  return openEnd({
    name: 'the real Nova',
    isLasting: true,
    credentials,
    dispatcher,
    now: Date.now,
    wait: (milliseconds) => pause(milliseconds),
    close: () => dispatcher.destroy(),
    names: {
      'host bfv': 'novabed-bfv',
      'host nobfv': 'novabed-nobfv',
      'host libvirt': 'novabed-libvirt',
      // libvirt names its node after the machine.
      'node libvirt': hostname(),
      'host ctl': 'novabed-ctl',
      'host files': 'novabed@files',
      'flavor tiny': 'novabed.tiny',
    },
  });
}
