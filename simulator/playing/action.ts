/**
 * The words in which a sequence of actions is written down: plain data, to be played against any cloud that has a
 * stage. Counterexamples are such sequences, and whoever draws sequences draws them from these words.
 */

export type Caller = 'owner' | 'admin' | 'other-project' | 'reader' | 'nobody';

/** What a server boots from: `named image, volume` from a volume made of an image that the request names besides. */
export type Boots = 'image' | 'volume' | 'named image, volume' | 'blank volume' | 'existing volume';

/** Hosts by what they report: `libvirt` reports the trait too, and runs guests. */
export type Place = 'capable' | 'incapable' | 'libvirt';

/** Images by what they carry; `own` is the one that servers are made of, `unknown` the reference of none. */
export type ImageKind =
  | 'own'
  | 'stable'
  | 'plain'
  | 'bus only'
  | 'device only'
  | 'unsupported bus'
  | 'with a TPM'
  | 'snapshot'
  | 'of another project'
  | 'unknown';

/** How something is asked for. */
export interface Asking {
  /** Usually the owner. */
  readonly as?: Caller;
  /** The microversion, in OpenStack-API-Version. Absent: no header. */
  readonly at?: string;
  /** Further headers, for those who ask in other ways. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Under the older /v2. */
  readonly legacy?: true;
  /** What comes next does not wait for what becomes of this. */
  readonly unawaited?: true;
}

/** Which server: they are counted from 1 on, in the order in which they were made. Usually the last. */
export interface OfServer {
  readonly server?: number;
}

/** Actions of Nova that take no value, by their names there. */
export type PlainAction = 'lock' | 'unlock' | 'pause' | 'unpause' | 'suspend' | 'resume' | 'os-start' | 'os-stop';

export type Action = Asking &
  (
    | {
        readonly do: 'create';
        readonly boots: Boots;
        /** Usually capable. */
        readonly on?: Place;
        /** No host has room for it: it never runs. */
        readonly tooLarge?: true;
        readonly withTpm?: true;
      }
    | ({
        readonly do: 'rescue';
        /** Absent: none is named. */
        readonly image?: ImageKind;
        readonly password?: string;
      } & OfServer)
    | ({ readonly do: 'unrescue'; readonly value?: unknown } & OfServer)
    | ({ readonly do: PlainAction } & OfServer)
    | ({ readonly do: 'reboot'; readonly type: 'SOFT' | 'HARD' } & OfServer)
    /** Whatever is sent to where actions are sent: `body` as JSON, `text` as it is, or no body. */
    | ({ readonly do: 'act'; readonly body?: unknown; readonly text?: string } & OfServer)
    | ({ readonly do: 'reset state'; readonly to: 'active' | 'error' } & OfServer)
    | ({ readonly do: 'attach volume' } & OfServer)
    /** Of the volume that the server has had first: its root volume, where it boots from one. */
    | ({ readonly do: 'reset volume'; readonly to: 'available' | 'in-use' | 'error' } & OfServer)
    | ({ readonly do: 'delete' } & OfServer)
    | ({ readonly do: 'show' } & OfServer)
    | { readonly do: 'delete image'; readonly image: ImageKind }
    | { readonly do: 'set trait'; readonly on: Place; readonly to: 'present' | 'absent' }
    | { readonly do: 'list flavors' }
    | { readonly do: 'read version document' }
    | { readonly do: 'list traits'; readonly of?: Place }
  );

export type ActionOf<Name extends Action['do']> = Extract<Action, { readonly do: Name }>;
