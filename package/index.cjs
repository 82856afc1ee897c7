// What `nova-rescue-conformance` gives. Named one by one: Node tells by this which names can be imported.
const { UserError, rules, run } = require('./load.cjs')('package/index');

exports.UserError = UserError;
exports.rules = rules;
exports.run = run;
