import { conclude } from '../../probing/fingerprint/conclude';
import { probes } from '../../probing/fingerprint/expected';
import { look } from '../../probing/fingerprint/look';
import type { SimulatedEdition } from '../../simulator';
import { Arranger } from '../../targets/arranging/arranger';
import type { CloudPlay } from './cloud-play';

/** Which edition a cloud is to be compared with: the one that it behaves as, as far as its fingerprint tells. */
export async function modelEdition(
  { subject, ledger, configuration, say }: CloudPlay,
  interrupted: () => boolean,
): Promise<SimulatedEdition> {
  const arranger = new Arranger(subject, ledger, configuration);
  const findings = await look({ subject, ledger, configuration, arranger }, interrupted, (probe) =>
    say(`fingerprint: ${probes[probe].name}`),
  );
  const conclusion = conclude(findings);
  if (conclusion.kind === 'as' || conclusion.kind === 'perhaps') return conclusion.edition;
  // Of several that cannot be told apart any will do: the first is the oldest.
  return conclusion.kind === 'as one of' ? (conclusion.editions[0] ?? 'spec') : 'spec';
}
