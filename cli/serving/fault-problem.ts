import { isRuleId } from '../../features/catalogue';
import { anyFaultIds, isAnyFaultId } from '../../simulator';
import { nearest } from '../nearest';

/** What is wrong with the id of a fault, in one line; undefined where there is such a fault. */
export function faultProblem(id: string): string | undefined {
  if (isAnyFaultId(id)) return undefined;
  if (isRuleId(id)) return `${id} is a rule and no fault: to have it broken, name it as the departure`;
  return `no fault is called “${id}”; the nearest is ${nearest(id, anyFaultIds)}, and “nova-rescue faults” lists all`;
}
