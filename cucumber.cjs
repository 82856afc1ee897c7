// For `npx cucumber-js` in a checkout: the features against the simulator. Observed rules decide nothing there.
module.exports = {
  default: {
    paths: ['features/**/*.feature'],
    requireModule: ['ts-node/register'],
    require: ['steps/**/!(*.test).ts', 'cli/cucumber-session.ts'],
    tags: 'not @observed',
    format: ['progress'],
  },
};
