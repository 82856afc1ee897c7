import { type Answer, at, type Cloud, type Question, textAt } from '../../cloud.test';

/** What the tests of Neutron ask. */

export const network = { service: 'network' } as const;
export const asAdmin: Question = { ...network, as: 'admin' };
export const asOther: Question = { ...network, as: 'other-project' };

export const ask = (cloud: Cloud, method: string, path: string, body?: unknown, question: Question = network) =>
  cloud.ask(method, `/v2.0${path}`, { ...question, body });

/** Makes one, and gives its id. */
export async function made(
  cloud: Cloud,
  word: string,
  fields: object,
  { as = 'owner', path = `${word}s` }: { as?: Question['as']; path?: string } = {},
): Promise<string> {
  const answer = await cloud.granted('POST', `/v2.0/${path}`, { ...network, as, body: { [word]: fields } });
  return textAt(answer.json, word, 'id');
}

/** The name and the message of a refusal, behind its status. */
export const refusal = ({ status, json }: Answer) => [
  status,
  at(json, 'NeutronError', 'type'),
  at(json, 'NeutronError', 'message'),
];

/** What stands under `key` of each that is listed. */
export const listed = async (cloud: Cloud, path: string, key: string, question: Question = network) => {
  const { json } = await cloud.granted('GET', `/v2.0/${path}`, question);
  const [list] = Object.values(json as Record<string, readonly unknown[]>);
  return (list ?? []).map((item) => at(item, key));
};
