import { isRuleId, type Level, type RuleId, ruleIds, ruleOf } from '../../features/catalogue';
import { UserError } from '../../targets/user-error';
import { runFeatures } from './run-features';

export interface SelectionOptions {
  readonly rule?: string | undefined;
  readonly level?: string | undefined;
  readonly tags?: string | undefined;
}

const levels: readonly Level[] = ['spec', 'api', 'observed'];
const list = (text: string) => text.split(',').map((item) => item.trim());

/**
 * The rules that `--rule` and `--level` leave.
 * @throws UserError for an id or a level that is not known
 */
export function selectRules({ rule, level }: SelectionOptions): readonly RuleId[] {
  const ids = rule === undefined ? ruleIds : list(rule).map(known);
  const wanted = level === undefined ? levels : list(level);
  const wrong = wanted.find((item) => !levels.some((one) => one === item));
  if (wrong !== undefined) throw new UserError(`no level is called “${wrong}”; there are ${levels.join(', ')}`);
  return ids.filter((id) => wanted.includes(ruleOf(id).level));
}

function known(id: string): RuleId {
  if (isRuleId(id)) return id;
  const similar = ruleIds.filter((other) => other.includes(id) || id.includes(other));
  throw new UserError(
    `no rule is called “${id}”${similar.length > 0 ? `; did you mean ${similar.join(' or ')}?` : ''}; “nova-rescue rules” lists them`,
  );
}

/** The tag expression that runs just these rules, within the user's own. */
export function tagsOf(rules: readonly RuleId[], { tags }: SelectionOptions): string {
  const own = rules.map((id) => `@rule:${id}`).join(' or ') || '@none';
  return tags ? `(${own}) and (${tags})` : `(${own})`;
}

/**
 * Makes sure that the user's own tag expression can be read, before anything is asked of a target.
 * @throws UserError where it cannot
 */
export async function demandTags(tags: string, folder?: string): Promise<void> {
  try {
    await runFeatures({ session: undefined, tags, dryRun: true, folder, onMessage: () => undefined });
  } catch (error) {
    const { cause } = error as Error;
    if (!(cause instanceof Error)) throw error;
    throw new UserError(`--tags “${tags}” cannot be read: ${cause.message.replaceAll(/\s+/g, ' ')}`);
  }
}
