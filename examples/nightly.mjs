// Judges a cloud, and says which rules it breaks: node nightly.mjs [CLOUD]; without CLOUD the simulator.
import { rules, run, UserError } from 'nova-rescue-conformance';

const [cloud] = process.argv.slice(2);
try {
  const report = await run({ cloud, rules: ['bfv-needs-trait', 'refusal-is-400'], seed: 7 });
  for (const { id, verdict } of report.rules) {
    const { sentence } = rules.find((rule) => rule.id === id);
    console.log(`${verdict}: ${sentence}`);
  }
  process.exitCode = report.exitCode;
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
