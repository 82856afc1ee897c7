import { type Answer, at, Cloud, type Question, textAt } from '../../cloud.test';

export const microversion = (minor: number) => ({ 'OpenStack-API-Version': `volume 3.${minor}` });

/** What Cinder says where it refuses: the status and the reason. */
export const why = ({ status, json }: Answer): readonly [number, unknown] => {
  const [fault] = Object.values((json ?? {}) as object);
  return [status, at(fault, 'message')];
};

/** A cloud that is asked about volumes. */
export class VolumeCloud extends Cloud {
  volumes(method: string, path: string, question: Question = {}): Promise<Answer> {
    return this.ask(method, path, { service: 'block-storage', ...question });
  }

  /** Asks for what must be granted, and waits for the end of it. */
  async did(method: string, path: string, question: Question = {}): Promise<Answer> {
    const answer = await this.granted(method, path, { service: 'block-storage', ...question });
    this.settle();
    return answer;
  }

  async shown(id: string, question: Question = {}): Promise<unknown> {
    return at((await this.granted('GET', `/volumes/${id}`, { service: 'block-storage', ...question })).json, 'volume');
  }

  override act(id: string, body: unknown, question: Question = {}): Promise<Answer> {
    return this.volumes('POST', `/volumes/${id}/action`, { ...question, body });
  }

  async snapshot(volume: string, wish: object = {}): Promise<string> {
    const body = { snapshot: { volume_id: volume, ...wish } };
    return textAt((await this.did('POST', '/snapshots', { body })).json, 'snapshot', 'id');
  }

  /** A server that boots from this volume. */
  async serverFrom(volume: string): Promise<string> {
    return this.server({ root: { source_type: 'volume', uuid: volume, delete_on_termination: false } });
  }
}
