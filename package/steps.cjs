// What `nova-rescue-conformance/steps` gives. Named one by one: Node tells by this which names can be imported.
const steps = require('./load.cjs')('package/steps');

exports.After = steps.After;
exports.Before = steps.Before;
exports.Given = steps.Given;
exports.Inconclusive = steps.Inconclusive;
exports.NotApplicable = steps.NotApplicable;
exports.RescueWorld = steps.RescueWorld;
exports.Then = steps.Then;
exports.When = steps.When;
exports.arranged = steps.arranged;
exports.defineParameterType = steps.defineParameterType;
exports.setWorldConstructor = steps.setWorldConstructor;
exports.target = steps.target;
exports.violate = steps.violate;
