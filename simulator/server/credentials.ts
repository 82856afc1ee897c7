import { passwords } from '../identity/people';
import { type Person, people, persons } from '../identity/persons';
import { mounts } from '../mounts';

/** What somebody signs in with. */
export interface Credentials {
  readonly authUrl: string;
  readonly username: string;
  readonly password: string;
  readonly projectName: string;
  readonly userDomainName: string;
  readonly projectDomainName: string;
  readonly regionName: string;
}

/** The name of each in clouds.yaml. */
export const cloudNames = {
  owner: 'sim',
  admin: 'sim-admin',
  'other-project': 'sim-other',
  reader: 'sim-reader',
} as const;

/** Of everybody that a cloud of this seed knows from the beginning, at this origin. */
export function credentialsAt(origin: string, seed: number): Readonly<Record<Person, Credentials>> {
  const words = passwords(seed);
  const of = (person: Person): Credentials => ({
    authUrl: `${origin}${mounts.identity}/v3`,
    username: people[person].user,
    password: words[person],
    projectName: people[person].project,
    userDomainName: 'Default',
    projectDomainName: 'Default',
    regionName: 'RegionOne',
  });
  return { owner: of('owner'), admin: of('admin'), 'other-project': of('other-project'), reader: of('reader') };
}

/** The text of a clouds.yaml with everybody in it. */
export const cloudsYaml = (all: Readonly<Record<Person, Credentials>>): string =>
  ['clouds:', ...persons.map((person) => entry(cloudNames[person], all[person])), ''].join('\n');

/** Quoted as JSON is: a password may look like a number. */
const entry = (name: string, { authUrl, username, password, projectName, ...rest }: Credentials): string => `  ${name}:
    auth:
      auth_url: ${authUrl}
      username: ${username}
      password: ${JSON.stringify(password)}
      project_name: ${projectName}
      user_domain_name: ${rest.userDomainName}
      project_domain_name: ${rest.projectDomainName}
    region_name: ${rest.regionName}
    identity_api_version: 3`;

/** The same for one of them, as OpenStack's clients read their environment. */
export const environment = (one: Credentials): Readonly<Record<string, string>> => ({
  OS_AUTH_URL: one.authUrl,
  OS_USERNAME: one.username,
  OS_PASSWORD: one.password,
  OS_PROJECT_NAME: one.projectName,
  OS_USER_DOMAIN_NAME: one.userDomainName,
  OS_PROJECT_DOMAIN_NAME: one.projectDomainName,
  OS_REGION_NAME: one.regionName,
  OS_IDENTITY_API_VERSION: '3',
});

/** The text of a file for a shell to read. */
export const openrc = (one: Credentials): string =>
  Object.entries(environment(one))
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
