/**
 * Whether a request is one of those that the cors of oslo.middleware answers, whoever asks and whatever for: it stands
 * before Glance, Cinder and the versions of Nova. Observed of Zed.
 */
export const isPreflight = (method: string, path: string): boolean =>
  method === 'OPTIONS' && /^\/(image|volume)(\/|$)|^\/compute\/v2(\.1)?\/./.test(path);
