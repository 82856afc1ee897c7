// The same for CommonJS: node nightly.cjs [CLOUD]; without CLOUD the simulator.
const { rules, run, UserError } = require('nova-rescue-conformance');

const [cloud] = process.argv.slice(2);
run({ cloud, rules: ['bfv-needs-trait', 'refusal-is-400'], seed: 7 }).then(
  (report) => {
    for (const { id, verdict } of report.rules) {
      console.log(`${verdict}: ${rules.find((rule) => rule.id === id).sentence}`);
    }
    process.exitCode = report.exitCode;
  },
  (error) => {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  },
);
