import assert from 'node:assert/strict';
import { type Answer, at, Cloud, type Question, textAt } from '../../cloud.test';
import { passwords } from '../../identity/people';

/** Test support: a simulated cloud, asked through its Keystone. */

export const origin = 'http://cloud.invalid';
export const json = { 'Content-Type': 'application/json' } as const;
const words = passwords(1);

export const passwordOf = {
  demo: words.owner,
  admin: words.admin,
  other: words['other-project'],
  reader: words.reader,
};

export const defaultDomain = { name: 'Default' };

export const byPassword = (name: keyof typeof passwordOf, more: object = {}) => ({
  methods: ['password'],
  password: { user: { name, domain: defaultDomain, password: passwordOf[name], ...more } },
});

export const onProject = (name: string) => ({ project: { name, domain: { id: 'default' } } });

export class Keystone {
  readonly cloud = new Cloud();

  ask(method: string, path: string, question: Question = {}): Promise<Answer> {
    const headers = { ...(question.body !== undefined && json), ...question.headers };
    return this.cloud.ask(method, `/v3${path}`, { service: 'identity', as: 'admin', ...question, headers });
  }

  /** Asks for what must be answered with this status. @returns its body */
  async answers(status: number, method: string, path: string, question: Question = {}): Promise<unknown> {
    const answer = await this.ask(method, path, question);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
    return answer.json;
  }

  signIn(identity: object, scope?: object | string): Promise<Answer> {
    const auth = { identity, ...(scope !== undefined && { scope }) };
    return this.ask('POST', '/auth/tokens', { as: 'nobody', body: { auth } });
  }

  /** A token that must be given. */
  async token(identity: object, scope?: object): Promise<string> {
    const answer = await this.signIn(identity, scope);
    assert.equal(answer.status, 201, answer.text);
    return textAt(answer.headers, 'x-subject-token');
  }

  async made(kind: 'project' | 'user' | 'role' | 'domain', fields: object): Promise<string> {
    const body = await this.answers(201, 'POST', `/${kind}s`, { body: { [kind]: fields } });
    return textAt(body, kind, 'id');
  }

  /** The names in a list, in its order. */
  async names(path: string, question: Question = {}): Promise<readonly string[]> {
    const list = path.replace(/\?.*/, '').split('/').at(-1) ?? '';
    const found = at(await this.answers(200, 'GET', path, question), list) as readonly { name: string }[];
    return found.map(({ name }) => name);
  }

  async idOf(kind: 'project' | 'user' | 'role', name: string): Promise<string> {
    return textAt(await this.answers(200, 'GET', `/${kind}s?name=${name}`), `${kind}s`, 0, 'id');
  }
}

export const message = (body: unknown): string => textAt(body, 'error', 'message');
