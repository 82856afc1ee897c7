import assert from 'node:assert/strict';
import { request } from 'undici';
import { type Simulator, type SimulatorOptions, simulator } from './index';

/** What the simulator's own tests ask of a simulated cloud: everything goes through its door, as a client's would. */

const origin = 'http://cloud.invalid';

export interface Question {
  readonly as?: 'owner' | 'admin' | 'other-project' | 'reader' | 'nobody' | undefined;
  /** Such as another one than the four's. */
  readonly token?: string;
  readonly service?: keyof Simulator['mounts'];
  readonly headers?: Readonly<Record<string, string>>;
  /** True: under the older /v2 of the compute service. */
  readonly legacy?: boolean;
  /** Sent as JSON, unless it is text or bytes. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly json: unknown;
}

/** What stands at the end of a path of keys and indices. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}

export const textAt = (value: unknown, ...path: readonly (string | number)[]): string => String(at(value, ...path));

export const version = (microversion: string) => ({ 'OpenStack-API-Version': `compute ${microversion}` });

/** The parts of a server's making that tests differ in. */
export interface ServerWish {
  readonly zone?: string;
  readonly image?: string;
  readonly root?: Readonly<Record<string, unknown>>;
  readonly as?: 'owner' | 'admin' | 'other-project';
  readonly flavor?: string;
}

export class Cloud {
  readonly simulator: Simulator;

  constructor(options: Partial<SimulatorOptions> = {}) {
    this.simulator = simulator({ edition: 'nova-27.0', driver: 'libvirt', seed: 1, ...options });
  }

  async ask(method: string, path: string, question: Question = {}): Promise<Answer> {
    const {
      as = 'owner',
      token = as === 'nobody' ? undefined : this.simulator.tokens[as],
      service = 'compute',
      legacy = false,
      headers = {},
      body,
    } = question;
    const { dispatcher, mounts } = this.simulator;
    const plain = typeof body === 'string' || body instanceof Uint8Array;
    const mount = legacy ? mounts.compute.replace('/v2.1', '/v2') : mounts[service];
    const reply = await request(`${origin}${mount}${path}`, {
      method: method as 'GET',
      dispatcher,
      headers: {
        ...(token !== undefined && { 'X-Auth-Token': token }),
        // Placement has no traits before, and reads nothing without being told what it is.
        ...(service === 'placement' && { 'OpenStack-API-Version': 'placement 1.6' }),
        ...(service === 'placement' && body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: plain ? body : JSON.stringify(body) }),
    });
    const text = await reply.body.text();
    const isJson = text !== '' && String(reply.headers['content-type']).startsWith('application/json');
    return { status: reply.statusCode, headers: reply.headers, text, json: isJson ? JSON.parse(text) : undefined };
  }

  /** Asks for what must be granted. */
  async granted(method: string, path: string, question: Question = {}): Promise<Answer> {
    const answer = await this.ask(method, path, question);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  /** Lets the compute hosts do what they have to. */
  settle(): void {
    this.simulator.clock.advance(5000);
  }

  async image(properties: Readonly<Record<string, string>> = {}, data = Buffer.alloc(512)): Promise<string> {
    const body = { name: 'an image', disk_format: 'raw', container_format: 'bare', ...properties };
    const made = await this.granted('POST', '/v2/images', { service: 'image', body });
    const id = textAt(made.json, 'id');
    const headers = { 'Content-Type': 'application/octet-stream' };
    await this.granted('PUT', `/v2/images/${id}/file`, { service: 'image', headers, body: data });
    return id;
  }

  async deleteImage(id: string): Promise<void> {
    await this.granted('DELETE', `/v2/images/${id}`, { service: 'image' });
  }

  async volume(wish: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const made = await this.granted('POST', '/volumes', {
      service: 'block-storage',
      body: { volume: { size: 1, ...wish } },
    });
    // No longer than until the volume is there.
    this.simulator.clock.advance(300);
    return textAt(made.json, 'volume', 'id');
  }

  volumeAction(id: string, name: string, value: unknown): Promise<Answer> {
    return this.granted('POST', `/volumes/${id}/action`, {
      service: 'block-storage',
      as: 'admin',
      body: { [name]: value },
    });
  }

  /** A server, ready to be used. Without a wish it boots from a new image without properties. */
  async server({ zone, image, root, as = 'owner', flavor = '1' }: ServerWish = {}): Promise<string> {
    const imageRef = image ?? (root ? undefined : await this.image());
    const mapping = { boot_index: 0, destination_type: 'volume', volume_size: 1, delete_on_termination: true, ...root };
    const server = {
      name: 'a server',
      flavorRef: flavor,
      networks: 'none',
      ...(zone !== undefined && { availability_zone: zone }),
      ...(imageRef !== undefined && { imageRef }),
      ...(root && { block_device_mapping_v2: [mapping] }),
    };
    const made = await this.granted('POST', '/servers', { as, headers: version('2.37'), body: { server } });
    this.settle();
    return textAt(made.json, 'server', 'id');
  }

  /** The server as an admin sees it. */
  async show(id: string, headers: Question['headers'] = {}): Promise<unknown> {
    return at((await this.granted('GET', `/servers/${id}`, { as: 'admin', headers })).json, 'server');
  }

  act(id: string, body: unknown, question: Question = {}): Promise<Answer> {
    return this.ask('POST', `/servers/${id}/action`, { ...question, body });
  }

  /** Has done what must be granted, and waits for the end of it. */
  async done(id: string, body: unknown, question: Question = {}): Promise<Answer> {
    const answer = await this.granted('POST', `/servers/${id}/action`, { ...question, body });
    this.settle();
    return answer;
  }
}

export const stable = { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' } as const;
