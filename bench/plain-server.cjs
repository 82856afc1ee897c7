// What there is to compare with: node:http alone, which gives one answer to whatever is asked. Its words are that answer.
const { createServer } = require('node:http');

const [headers, body] = process.argv.slice(2);
const parsed = JSON.parse(headers);
createServer((_, response) => response.writeHead(200, parsed).end(body)).listen(0, '127.0.0.1', function ready() {
  process.stdout.write(`# ready: http://127.0.0.1:${this.address().port}\n`);
});
