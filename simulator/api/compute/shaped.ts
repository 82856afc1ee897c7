import { badRequest, type Fault } from '../../fault';
import type { Microversion } from '../../microversion';
import { type Schema, violations } from '../json-schema';
import type { Reply } from '../message';
import { type ComputeCall, faultReply } from './call';
import { invalid } from './schema-message';

const letters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What Nova says of names, by their format. */
const names: Readonly<Record<string, string>> = {
  name: 'printable characters. Can not start or end with whitespace.',
  keypair_name_20: `Only expected characters: [_- ${letters}]`,
  keypair_name_292: `Only expected characters: [@._- ${letters}]`,
};

/** Why Nova takes no such body, the first that it finds; undefined where it does. Source: nova/api/validation/validators.py@26.2.2. */
export function wrongBody(schema: Schema, body: unknown): Fault | undefined {
  const [first] = violations(schema, body);
  if (!first) return undefined;
  const { path, keyword, instance, message, schema: part } = first;
  const must = keyword === 'format' ? names[String(part.format)] : undefined;
  if (must !== undefined) return badRequest(`An invalid 'name' value was provided. The name must be: ${must}`);
  const field = path.at(-1);
  return badRequest(field === undefined ? message : invalid(String(field), instance, message));
}

/** Answers only to bodies of this schema; what they are about is not looked up before. */
export const shaped =
  (schemaOf: (microversion: Microversion) => Schema, answer: (call: ComputeCall, ...parts: string[]) => Reply) =>
  (call: ComputeCall, ...parts: string[]): Reply => {
    const fault = wrongBody(schemaOf(call.microversion), call.json);
    return fault ? faultReply(call, fault) : answer(call, ...parts);
  };
