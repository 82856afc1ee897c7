/** What of the process the search looks at; handed in, so that tests have their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The current directory, absolute: relative paths start here. */
  readonly cwd: string;
  /** The home directory, absolute: what `~` stands for. */
  readonly home: string;
  /** Where system-wide configuration is; `/etc` unless given. */
  readonly etc?: string;
}
