import type { TestContext } from 'node:test';
import { request } from 'undici';
import type { RuleId } from '../../features/catalogue';
import { type Simulator, simulator } from '../../simulator';
import { at, listAt, textAt } from '../../targets/clients/reading';
import { type Answer, loopback, type Visit } from '../../targets/loopback.test';

/** The simulator, served over HTTP with a Keystone before it: any cloud, as far as nova-rescue can tell. */
export interface LoopbackCloud {
  readonly origin: string;
  /** Of its compute service. */
  readonly endpoint: string;
  /**
   * A clouds.yaml with the cloud `loop`, `loop-admin` with its admin, `loop-reader` with who may only look, and
   * `loop-other` of another project.
   */
  readonly cloudsYaml: string;
  /** A nova-rescue.yaml for those who see its compute service only, with images that are there already. */
  readonly configuration: string;
  /** Asks the simulator itself, as its owner. */
  ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown>;
  /** The names of all the servers, volumes and images that are there, sorted. */
  names(): Promise<readonly string[]>;
}

/** Does something to a request or its answer; `proceed` has the simulator answer it, or another one in its place. */
export type Meddling = (visit: Visit, proceed: (other?: Visit) => Promise<Answer>) => Answer | Promise<Answer>;

/** A service of the catalogue. */
export interface CatalogueEntry {
  readonly type: string;
  readonly endpoints: readonly {
    readonly interface: string;
    readonly region_id: string;
    readonly url: string;
  }[];
}

export interface CloudSettings {
  readonly meddle?: Meddling;
  /** The password of its owner. */
  readonly password?: string;
  /** The token that its owner gets. */
  readonly token?: string;
  /** A rule that it breaks. */
  readonly departure?: RuleId;
  /** What its Keystone lists, from what it has. */
  readonly catalogue?: (usual: readonly CatalogueEntry[]) => readonly CatalogueEntry[];
}

/** Simulated time goes on by so much with each request: whatever was asked for is done when it is looked at. */
const step = 10_000;

const isRescue = ({ method, path, body }: Visit): boolean =>
  method === 'POST' && path.endsWith('/action') && body.toString().startsWith('{"rescue"');

/** Answers rescues otherwise, and leaves everything else as it is. */
export const meddleWithRescue =
  (answer: Meddling): Meddling =>
  (visit, proceed) =>
    isRescue(visit) ? answer(visit, proceed) : proceed();

export async function loopbackCloud(
  t: TestContext,
  {
    meddle = (_, proceed) => proceed(),
    password = 'S3cret-of-loop',
    token = 'owner-token',
    departure,
    catalogue = (usual) => usual,
  }: CloudSettings = {},
): Promise<LoopbackCloud> {
  const cloud = simulator({ edition: 'spec', driver: 'fake', seed: 1, departure });
  const { owner, admin, reader, 'other-project': other } = cloud.tokens;
  const tokens: Readonly<Record<string, string>> = { [token]: owner, [admin]: admin, [reader]: reader, [other]: other };
  const users: Readonly<
    Record<string, { readonly token: string; readonly project: string; readonly roles: readonly string[] }>
  > = {
    demo: { token, project: 'p', roles: ['member', 'reader'] },
    admin: { token: admin, project: 'a', roles: ['admin', 'member', 'reader'] },
    reader: { token: reader, project: 'p', roles: ['reader'] },
    other: { token: other, project: 'o', roles: ['member', 'reader'] },
  };
  const origin = await loopback(t, (visit) => {
    if (visit.path === '/identity/v3/auth/tokens') return signIn(visit);
    const { 'x-auth-token': given = '' } = visit.headers;
    cloud.clock.advance(step);
    return meddle(visit, (other = visit) => forward(cloud, other, tokens[given]));
  });

  function signIn({ body }: Visit): Answer {
    const asked: unknown = JSON.parse(body.toString());
    const user = at(asked, 'auth', 'identity', 'password', 'user');
    if (textAt(user, 'password') !== password) return { status: 401, body: { error: { code: 401, message: 'no' } } };
    const entry = (type: string, path: string) => ({
      type,
      endpoints: [{ interface: 'public', region_id: 'R', url: `${origin}${path}` }],
    });
    const { compute, image, placement, 'block-storage': volume } = cloud.mounts;
    const catalog = [
      entry('compute', compute),
      entry('image', image),
      entry('volumev3', volume),
      entry('placement', placement),
    ];
    const known = users[textAt(user, 'name') ?? ''];
    const scope = {
      user: { id: 'u' },
      project: { id: known?.project },
      roles: known?.roles.map((name) => ({ name })),
      expires_at: '2999-01-01T00:00:00.000000Z',
    };
    return {
      status: 201,
      headers: { 'x-subject-token': known?.token ?? '' },
      body: { token: { ...scope, catalog: catalogue(catalog) } },
    };
  }

  const ask: LoopbackCloud['ask'] = async (method, path, body) => {
    const visit = { method, path, headers: {}, body: Buffer.from(body ? JSON.stringify(body) : '') };
    const answer = await forward(cloud, visit, cloud.tokens.owner);
    return typeof answer === 'object' && typeof answer.body === 'string' && answer.body !== ''
      ? JSON.parse(answer.body)
      : undefined;
  };

  const raw = { disk_format: 'raw', container_format: 'bare' };
  const image = async (name: string, properties: object) =>
    textAt(await ask('POST', '/image/v2/images', { name, ...raw, ...properties }), 'id') ?? '';
  const stable = await image('foreign stable', { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' });
  const plain = await image('foreign plain', {});
  // Without something in them servers do not boot from them.
  for (const id of [stable, plain]) {
    const upload = { method: 'PUT', path: `/image/v2/images/${id}/file`, body: Buffer.alloc(512) };
    await forward(cloud, { ...upload, headers: { 'content-type': 'application/octet-stream' } }, cloud.tokens.owner);
  }

  const login = (user: string) =>
    `{auth: {auth_url: '${origin}/identity/v3', username: ${user}, password: '${password}', project_name: p, user_domain_name: Default, project_domain_name: Default}, region_name: R}`;
  return {
    origin,
    endpoint: `${origin}${cloud.mounts.compute}`,
    cloudsYaml: `clouds:\n  loop: ${login('demo')}\n  loop-admin: ${login('admin')}\n  loop-reader: ${login('reader')}\n  loop-other: ${login('other')}\n`,
    configuration: [
      `images: {root: ${stable}, stable: ${stable}, plain: ${plain}}`,
      'zones: {capable: [rescue-bfv], incapable: [no-rescue-bfv]}',
      '',
    ].join('\n'),
    ask,
    async names() {
      const lists = [
        listAt(await ask('GET', '/compute/v2.1/servers/detail'), 'servers'),
        listAt(await ask('GET', '/volume/v3/volumes/detail'), 'volumes'),
        listAt(await ask('GET', '/image/v2/images'), 'images'),
      ];
      return lists.flatMap((list) => list.map((item) => textAt(item, 'name') ?? '')).sort();
    },
  };
}

async function forward(cloud: Simulator, { method, path, headers, body }: Visit, token = ''): Promise<Answer> {
  const { host, connection, 'content-length': _, 'x-auth-token': __, ...kept } = headers;
  const reply = await request(`http://simulator.invalid${path}`, {
    dispatcher: cloud.dispatcher,
    method: method as 'GET',
    headers: { ...kept, 'x-auth-token': token },
    ...(body.length > 0 && { body }),
  });
  const answered = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
  return { status: reply.statusCode, headers: Object.fromEntries(answered), body: await reply.body.text() };
}
