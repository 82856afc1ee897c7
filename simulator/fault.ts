/** How a refusal reaches the caller of Nova. */
export interface Fault {
  readonly status: number;
  /** The one key of the body. */
  readonly name: string;
  readonly message: string;
  /** The rule that decided it, or the check that has found it; for who watches the simulator, and never sent. */
  readonly decidedBy?: string;
}

export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'message' in value && 'status' in value;

/** Says what decided it. */
export const decidedBy = (rule: string, fault: Fault): Fault => ({ ...fault, decidedBy: rule });

/** Nova's names for the codes. Source: Fault in nova/api/openstack/wsgi.py@26.2.2. */
const fault =
  (status: number, name: string) =>
  (message: string): Fault => ({ status, name, message });

export const badRequest = fault(400, 'badRequest');
export const forbidden = fault(403, 'forbidden');
export const notFound = fault(404, 'itemNotFound');
export const conflict = fault(409, 'conflictingRequest');
export const badMediaType = fault(415, 'badMediaType');
export const computeFault = (status: 406 | 500, message: string): Fault => fault(status, 'computeFault')(message);

/** What a policy that does not hold is answered with. */
export const policyRefuses = (policy: string): Fault => forbidden(`Policy doesn't allow ${policy} to be performed.`);
