import {
  type Action,
  type Answered,
  emptyScene,
  imageRef,
  type Place,
  perform,
  type Scene,
  type Stage,
} from '../../simulator';
import { at, listAt, textAt } from '../../targets/clients/reading';
import { type Ask, filled, type Names, type ServerName, serverNames, serverOf } from './request';

/** What can be seen of one server, without what is each cloud's own. */
export interface ServerView {
  readonly status: unknown;
  readonly vmState: unknown;
  readonly task: unknown;
  readonly power: unknown;
  readonly locked: unknown;
  readonly metadata: unknown;
}

/** What was seen of a request. */
export interface RequestSight {
  readonly answer: Answered;
  readonly after: ServerView;
  /** Whether the server is another than before, or has more actions. */
  readonly hasChanged: boolean;
  /** The action that it has got: its name and its message. */
  readonly recorded: readonly unknown[];
}

interface Look {
  readonly view: ServerView;
  /** Each cloud gives it its own. */
  readonly name: unknown;
  readonly actions: readonly unknown[];
}

/** How each server is made. */
const making: Readonly<Record<ServerName, readonly Action[]>> = {
  active: [],
  rescued: [{ do: 'rescue', image: 'stable' }],
  locked: [{ do: 'lock' }],
};

/**
 * One of the two clouds that requests are sent to: on it stand three servers, and after a request that has done something
 * they are brought back to what they were.
 */
export class Side {
  readonly #stage: () => Stage;
  readonly #on: Place;
  #scene: Scene | undefined;
  #names: Names = {};
  /** What each server is to be, and was last seen to be. */
  readonly #first = new Map<ServerName, ServerView>();
  readonly #seen = new Map<ServerName, Look>();

  /**
   * @param stage where to begin anew: another cloud, or the same one again
   * @param on where its servers are
   */
  constructor(stage: () => Stage, on: Place = 'capable') {
    this.#stage = stage;
    this.#on = on;
  }

  /** Sends a request, and looks at the server that it is about before and afterwards. */
  async ask(ask: Ask): Promise<RequestSight> {
    const scene = await this.#ready();
    const about = serverOf(ask);
    const before = this.#seen.get(about) ?? (await this.#look(about));
    const answer = await scene.stage.send(filled(ask, this.#names));
    if (answer.status < 300) await scene.stage.settle();
    const after = await this.#look(about);
    const hasMore = after.actions.length !== before.actions.length;
    const [last] = after.actions;
    return {
      answer,
      after: after.view,
      hasChanged: hasMore || after.name !== before.name || !isAs(after.view, before.view),
      recorded: hasMore ? [at(last, 'action'), at(last, 'message')] : [],
    };
  }

  /** Brings the server that a request was about back to what it was; where it does not come back, all is made anew. */
  async restore(ask: Ask): Promise<void> {
    const scene = await this.#ready();
    const about = serverOf(ask);
    const number = { server: serverNames.indexOf(about) + 1 };
    const first = this.#first.get(about);
    const back: readonly [(view: ServerView) => boolean, Action][] = [
      [({ locked }) => locked === true && first?.locked !== true, { do: 'unlock', as: 'admin', ...number }],
      [({ status }) => status === 'ERROR', { do: 'reset state', to: 'active', ...number }],
      [({ status }) => status === 'RESCUE' && first?.status !== 'RESCUE', { do: 'unrescue', as: 'admin', ...number }],
      [({ status }) => status === 'SHUTOFF', { do: 'os-start', as: 'admin', ...number }],
      [({ status }) => status === 'ACTIVE' && first?.status === 'RESCUE', { do: 'rescue', image: 'stable', ...number }],
      [({ locked }) => locked === false && first?.locked === true, { do: 'lock', ...number }],
    ];
    await scene.stage.settle();
    let { view } = await this.#look(about);
    for (const [isNeeded, action] of back) {
      if (!isNeeded(view)) continue;
      await perform(scene, action);
      ({ view } = await this.#look(about));
    }
    if (first && isAs(view, first)) return;
    // A cloud that is another one has none of these servers.
    for (const server of serverNames.keys()) await perform(scene, { do: 'delete', as: 'admin', server: server + 1 });
    this.#scene = undefined;
  }

  async #ready(): Promise<Scene> {
    if (this.#scene) return this.#scene;
    const stage = this.#stage();
    const scene = emptyScene(stage);
    const image = await imageRef(scene, 'stable');
    for (const [index, name] of serverNames.entries()) {
      await perform(scene, { do: 'create', boots: 'image', on: this.#on });
      for (const action of making[name]) await perform(scene, { ...action, server: index + 1 } as Action);
    }
    const servers = Object.fromEntries(serverNames.map((name, index) => [name, scene.servers[index] ?? '']));
    this.#names = { ...servers, image, flavor: stage.flavors.usual, zone: stage.zones[this.#on] };
    this.#scene = scene;
    for (const name of serverNames) this.#first.set(name, (await this.#look(name)).view);
    return scene;
  }

  async #look(name: ServerName): Promise<Look> {
    const scene = this.#scene;
    const path = `/servers/${this.#names[name]}`;
    // Whether it is locked is shown from 2.9 on.
    const headers = { 'OpenStack-API-Version': 'compute 2.9' };
    const look = async (where: string) =>
      (await scene?.stage.send({ caller: 'admin', service: 'compute', method: 'GET', path: where, headers }))?.body;
    const server = at(await look(path), 'server');
    const actions = listAt(await look(`${path}/os-instance-actions`), 'instanceActions');
    const found: Look = {
      view: {
        status: textAt(server, 'status') ?? null,
        vmState: at(server, 'OS-EXT-STS:vm_state'),
        task: at(server, 'OS-EXT-STS:task_state'),
        power: at(server, 'OS-EXT-STS:power_state'),
        locked: at(server, 'locked'),
        metadata: at(server, 'metadata'),
      },
      name: at(server, 'name'),
      actions,
    };
    this.#seen.set(name, found);
    return found;
  }
}

const isAs = (one: ServerView, other: ServerView): boolean => JSON.stringify(one) === JSON.stringify(other);
