import { isRuleId } from '../../features/catalogue';
import { departures, faultOf, isAnyFaultId } from '../../simulator';

/** What a simulated cloud says that it gets wrong, such as `fault trait-ignored`, with what that is. */
export function inWords(said: string): string {
  const [kind, id = ''] = said.split(' ');
  if (kind === 'departure' && isRuleId(id)) return `${said}: it ${departures[id].sentence}`;
  return isAnyFaultId(id) ? `${said}: it ${faultOf(id).sentence}` : said;
}
