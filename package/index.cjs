// What `nova-rescue-conformance` gives. Named one by one: Node tells by this which names can be imported.
const { UserError, rules, run, simulatorDispatcher, startSimulator } = require('./load.cjs')('package/index');

exports.UserError = UserError;
exports.rules = rules;
exports.run = run;
exports.simulatorDispatcher = simulatorDispatcher;
exports.startSimulator = startSimulator;
