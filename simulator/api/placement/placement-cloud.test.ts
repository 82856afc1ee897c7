import { type Answer, at, Cloud, type Question, textAt } from '../../cloud.test';

export const microversion = (minor: number) => ({ 'OpenStack-API-Version': `placement 1.${minor}` });

/** What Placement says in particular where it refuses: the status and the reason. */
export const why = ({ status, json }: Answer): readonly [number, unknown] => {
  const detail = at(json, 'errors', 0, 'detail');
  return [status, typeof detail === 'string' ? detail.replace(/^[^\n]*\n\n /, '').trim() : undefined];
};

/** A cloud whose Placement is asked by an admin, at the newest microversion. */
export class PlacementCloud extends Cloud {
  placement(method: string, path: string, { headers, ...question }: Question = {}): Promise<Answer> {
    const json = question.body === undefined ? {} : { 'Content-Type': 'application/json' };
    const whole = { ...microversion(39), ...json, ...headers };
    return this.ask(method, path, { service: 'placement', as: 'admin', ...question, headers: whole });
  }

  /** The id of the provider of a host. */
  async provider(name: string): Promise<string> {
    const { json } = await this.placement('GET', `/resource_providers?name=${name}`);
    return textAt(json, 'resource_providers', 0, 'uuid');
  }

  /** The id of a provider that is made. */
  async made(name: string, more: object = {}): Promise<string> {
    return textAt((await this.placement('POST', '/resource_providers', { body: { name, ...more } })).json, 'uuid');
  }
}
