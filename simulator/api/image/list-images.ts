import { type Identity, type Image, isVisible } from '../../world';
import type { Reply } from '../message';
import type { Call } from '../service';
import { imageView } from './image-view';
import { filterOf, type Shown } from './list-filters';
import { type Order, orderOf, sortedBy } from './list-order';
import { failed, refused } from './refused';

/** Lists of images. Source: index in glance/api/v2/images.py@25.1 and image_get_all below it, as observed. */

const usualLimit = 25;
const greatestLimit = 1000;

/** Whose images a list has, where it does not ask for a visibility. */
function isListed(image: Image, caller: Identity, visibility: string | undefined, memberStatus: string): boolean {
  if (!isVisible(image, caller)) return false;
  const isOwner = image.owner === caller.projectId;
  const member = image.members.find(({ projectId }) => projectId === caller.projectId);
  const isOffered = isOwner || memberStatus === 'all' || member?.status === memberStatus;
  if (image.visibility === 'shared' && !caller.roles.includes('admin') && !isOffered) return false;
  if (visibility !== undefined) return visibility === 'all' || image.visibility === visibility;
  return image.visibility !== 'community' || isOwner;
}

function limitOf(text: string | null): number | string {
  if (text === null) return usualLimit;
  if (!/^\s*[+-]?\d+\s*$/.test(text)) return 'limit param must be an integer';
  return Number(text) < 0 ? 'limit param must be positive' : Math.min(Number(text), greatestLimit);
}

const apart = ['limit', 'marker', 'member_status', 'tag', 'sort', 'sort_key', 'sort_dir'];

/** What is wrong with what is asked for, of which Glance does not have to look at any image. */
function wrongQuery(query: URLSearchParams): string | undefined {
  const visibility = query.get('visibility') || 'all';
  if (!['community', 'public', 'private', 'shared', 'all'].includes(visibility)) {
    return `Invalid visibility value: ${visibility}`;
  }
  if (query.get('changes-since')) return 'The "changes-since" filter is no longer available on v2.';
  const memberStatus = query.get('member_status') ?? 'accepted';
  return ['pending', 'accepted', 'rejected', 'all'].includes(memberStatus)
    ? undefined
    : `Invalid status: ${memberStatus}`;
}

/** The query again, each name once, with this marker. */
function pageUrl(query: URLSearchParams, marker?: string): string {
  const named = new Map([...query].filter(([name]) => name !== 'marker'));
  if (marker !== undefined) named.set('marker', marker);
  const text = new URLSearchParams([...named]).toString();
  return text === '' ? '/v2/images' : `/v2/images?${text}`;
}

export function listImages(call: Call): Reply {
  const { world, caller, request } = call;
  const { query } = request;
  const wrong = wrongQuery(query);
  if (wrong !== undefined) return refused(call, 400, wrong);
  const limit = limitOf(query.get('limit'));
  if (typeof limit === 'string') return refused(call, 400, limit);
  const order = orderOf(query);
  if (typeof order === 'string') return refused(call, 400, order);

  const named = new Map([...query].filter(([name]) => !apart.includes(name)));
  if (!named.has('os_hidden')) named.set('os_hidden', 'false');
  const filters = [...named].map(([name, text]) => filterOf(name, text));
  const refusal = filters.find((filter) => typeof filter === 'string');
  if (refusal !== undefined) return refusal === 'failed' ? failed(call) : refused(call, 400, String(refusal));
  const keeps = filters.filter((filter) => typeof filter !== 'string');

  const tags = query.getAll('tag').map((tag) => tag.trim());
  const memberStatus = query.get('member_status') ?? 'accepted';
  const visibility = query.get('visibility') || undefined;
  const found = [...world.images.values()].flatMap((image) => {
    if (!isListed(image, caller, visibility, memberStatus)) return [];
    if (!tags.every((tag) => image.tags.includes(tag))) return [];
    const shown = imageView(image) as Shown;
    return keeps.every((keep) => keep(shown)) ? [[image, shown] as const] : [];
  });

  const sorted = sortedBy(found, order);
  const marker = query.get('marker');
  const start = marker === null ? 0 : startAfter(call, sorted, order, marker);
  if (start === undefined) return refused(call, 400, `No image found with ID ${marker}`);
  const page = sorted.slice(start, start + limit);
  const last = page.length === limit ? page.at(-1) : undefined;
  return {
    status: 200,
    body: {
      images: page.map(([, shown]) => shown),
      first: pageUrl(query),
      schema: '/v2/schemas/images',
      ...(last && { next: pageUrl(query, last[0].id) }),
    },
  };
}

/** Where the list goes on after the marker, which need not be in it; undefined where there is no such image. */
function startAfter(
  { world, caller }: Call,
  sorted: readonly (readonly [Image, Shown])[],
  order: readonly Order[],
  marker: string,
): number | undefined {
  const image = world.images.get(marker);
  if (!image || !isVisible(image, caller)) return undefined;
  const own = [image, imageView(image) as Shown] as const;
  const after = sorted.findIndex((entry) => entry[0] !== image && sortedBy([entry, own], order)[0] === own);
  return after < 0 ? sorted.length : after;
}
