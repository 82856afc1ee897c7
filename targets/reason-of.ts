/** The system's own word for it (ECONNREFUSED, UND_ERR_HEADERS_TIMEOUT, …) where there is one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
