import type { Reply } from '../message';
import { explanations } from '../webob';

/** Why Neutron refuses something: the name of its exception, and what that says. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

export const isRefusal = (value: object | undefined): value is Refusal =>
  value !== undefined && 'kind' in value && value.kind === 'refusal';

export const refusalReply = ({ status, type, message }: Refusal): Reply => ({
  status,
  body: { NeutronError: { type, message, detail: '' } },
});

const refusal =
  (status: number) =>
  (type: string, message: string): Refusal => ({ kind: 'refusal', status, type, message });

export const badRequest = refusal(400);
export const forbidden = refusal(403);
export const notFound = refusal(404);
export const conflict = refusal(409);
export const preconditionFailed = refusal(412);

/** What the form of a request is refused with. */
export const malformed = (message: string): Refusal => badRequest('HTTPBadRequest', message);

export const invalidInput = (message: string): Refusal =>
  badRequest('InvalidInput', `Invalid input for operation: ${message}.`);

/** What a policy that does not hold is answered with. @param rule such as `rule:create_network` */
export const disallowed = (rule: string): Refusal =>
  forbidden('PolicyNotAuthorized', `${rule} is disallowed by policy`);

export const noResource = notFound('HTTPNotFound', explanations[404]);

/** WebOb explains it as it explains 400. */
export const noMethod = refusal(405)('HTTPMethodNotAllowed', explanations[400]);
