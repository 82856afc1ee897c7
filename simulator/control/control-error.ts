/** What whoever controls a simulated cloud has asked for in vain: one line that says why, and its status over HTTP. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: 400 | 404;

  constructor(message: string, status: ControlError['status'] = 400) {
    super(message);
    this.status = status;
  }
}
